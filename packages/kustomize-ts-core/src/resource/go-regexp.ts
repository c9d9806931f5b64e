import { goRegExp as compile, GoRegExpError } from '@poolwright/go-regexp';
import { KustomizeError } from '../errors.ts';

/** An expression to search texts for. */
export interface Pattern {
  test(text: string): boolean;
}

/**
 * A regular expression as Go has it.
 *
 * @throws KustomizeError `invalid` for a pattern that Go rejects: lookaround, back references, bad syntax
 */
export function goRegExp(pattern: string): Pattern {
  try {
    return compile(pattern);
  } catch (error) {
    if (!(error instanceof GoRegExpError)) throw error;
    throw new KustomizeError('invalid', error.message, { cause: error });
  }
}

/** A regular expression that has to match the whole of a text (kustomize, api/types/selector.go, anchorRegex). */
export function goRegExpWhole(pattern: string): Pattern {
  return goRegExp(`^(?:${pattern})$`);
}
