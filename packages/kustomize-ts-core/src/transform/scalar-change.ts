import { KustomizeError } from '../errors.ts';
import { styleAt, valueInStyle } from '../fields/source-text.ts';
import type { Value, ValueObject } from '../value.ts';

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
 * The scalar at a key with another text. In quotes it remains text; without quotes the new text gives it its
 * type, since kyaml sets only the text, and the type follows when it is read again.
 */
export function withText(value: Value, text: string, container: ValueObject, key: string): Value {
  requireScalar(value);
  return valueInStyle(text, styleAt(container, key));
}
