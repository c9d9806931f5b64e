import { KustomizeError } from '../errors.ts';
import type { Value } from '../value.ts';
import { resolveKustomize } from '../yaml/scalar.ts';

/** Throws unless the value is a scalar or null, as kyaml does before it sets one. */
export function requireScalar(value: Value): void {
  if (typeof value === 'object' && value !== null) {
    throw new KustomizeError(
      'mismatch',
      `wrong node kind: expected ScalarNode but got ${Array.isArray(value) ? 'SequenceNode' : 'MappingNode'}`,
    );
  }
}

/**
 * A scalar with another text. What was text stays text; what was not is typed by the new text, since
 * kyaml sets the text alone and leaves the type to whoever reads it next.
 */
export function withText(value: Value, text: string): Value {
  requireScalar(value);
  return typeof value === 'string' ? text : resolveKustomize(text);
}
