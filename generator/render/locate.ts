import type { ValueObject } from '@kustomize-ts/core';
import type { Path } from '../load/path.ts';
import { dollarLeaves } from './leaves.ts';

/**
 * Finds the field that makes a whole object fail: the first that fails alone.
 * @param fails whether one string alone fails, too
 * @returns undefined when only the whole fails
 */
export function locateFault(object: ValueObject, fails: (text: string) => boolean): Path | undefined {
  return dollarLeaves(object).find(({ text }) => fails(text))?.path;
}
