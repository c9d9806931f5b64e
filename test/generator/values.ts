import type { Value, ValueObject } from '@kustomize-ts/core';
import fc from 'fast-check';

const key = fc.oneof(
  fc.constantFrom('a', 'b', 'c', 'a/b', '~', 'constructor', 'toString', '-', '0', 'yes', 'x.y'),
  fc.string({ minLength: 1, maxLength: 4, unit: fc.constantFrom('a', 'b', '/', '~', '.') }),
);

const scalar: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom(
    '',
    'yes',
    '0123',
    '1e3',
    '~',
    '2001-01-01',
    'a: b',
    ' a #b',
    '$x',
    '${A}',
    '- a',
    'a\nb\n',
    '\ttab',
    '😀',
  ),
  fc.string({ maxLength: 6 }),
  fc.integer(),
  fc.boolean(),
);

/** YAML values without null, which a merge patch cannot hold as a value. */
const { object } = fc.letrec<{ value: Value; object: ValueObject }>((tie) => ({
  object: fc.dictionary(key, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    tie('object'),
  ),
}));

/** A mapping of few keys, so that two of them have some in common. */
export const yamlObject: fc.Arbitrary<ValueObject> = object;
