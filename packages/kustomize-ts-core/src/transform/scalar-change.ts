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
 * The scalar at a key with another text. What is in quotes stays text; anything else is typed by the new
 * text, since kyaml sets the text alone and leaves the type to whoever reads it next.
 */
export function withText(value: Value, text: string, container: ValueObject, key: string): Value {
  requireScalar(value);
  return valueInStyle(text, styleAt(container, key));
}
