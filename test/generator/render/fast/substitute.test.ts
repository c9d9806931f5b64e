import { isObject, type ValueObject } from '@kustomize-ts/core';
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { prepare } from '../../../../generator/render/fast/prepare.ts';
import { substituteFast } from '../../../../generator/render/fast/substitute.ts';
import { substituteObject } from '../../../../generator/render/flux/object.ts';
import { readFluxVariables } from '../../../../generator/render/flux/variables.ts';
import { nodePool } from '../fixtures.ts';

const VALUES = [
  '5',
  '0123',
  'yes',
  'us-east-1',
  'arn:aws:iam::012345678901:role/x',
  '$',
  '1e3',
  'null',
  'a.b',
  '12:30',
  '2024-01-02',
  '9007199254740993',
  'inf',
  '0x1F',
  '1_000',
  'x=y',
  '/p',
  '_',
  'a:',
  '-',
  '',
  'a b',
  '#',
  '"',
  "'",
  '.',
  '...',
  'a: b',
  'é',
  '~',
  '<<',
];
const PIECES = [
  '${V}',
  '${V}',
  '${W}',
  '$',
  '$x',
  '$$',
  'x',
  '-',
  '.',
  ' ',
  ': ',
  ':',
  ' #',
  '#',
  "'",
  '"',
  '\n',
  '\t',
  '{',
  '}',
  '[',
  ',',
  '*',
  '1',
  '0x',
  '\u2028',
  'é',
  '😀',
  'two words',
  '~',
  '%',
  '@',
  '?',
  '!',
  '&',
  '|',
  '>',
  '=',
  '<',
];

const leaf = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join(''));
const long = fc
  .array(fc.constantFrom('word', '${V}', 'x${W}', 'a-rather-long-word'), { minLength: 10, maxLength: 16 })
  .map((words) => words.join(' '));
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    leaf,
    leaf,
    long,
    fc.constantFrom<unknown>(5, true, null, 2n ** 60n, 1.5),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.oneof({ weight: 9, arbitrary: fc.constantFrom('a', 'b2', 'on', 'a.b/c') }, leaf),
      tie('value'),
      { maxKeys: 3, noNullPrototype: true },
    ),
  ),
}));

test('the fast path gives the same objects and errors as substitution in text', () => {
  const property = fc.property(
    value,
    fc.constantFrom(...VALUES),
    fc.constantFrom(...VALUES),
    fc.boolean(),
    (data, V, W, strict) => {
      const object = { kind: 'Thing', metadata: { name: 'x' }, data } as ValueObject;
      const variables = { V, W };
      const read = readFluxVariables(variables);
      assert.ok(read.ok);
      const fast = substituteFast(prepare(object), read.value, { strict });
      const slow = substituteObject(object, variables, { strict });
      assert.is(fast.ok, slow.ok);
      if (fast.ok && slow.ok) assert.equal(fast.value, slow.value);
    },
  );
  fc.assert(property, { numRuns: 3000 });
});

test('a harmless value shares every field without a variable', () => {
  const object = nodePool({ role: '${ROLE}' });
  const read = readFluxVariables({ ROLE: 'KarpenterNodeRole-dev' });
  assert.ok(read.ok);
  const result = substituteFast(prepare(object), read.value, { strict: true });
  assert.ok(result.ok && isObject(result.value.spec) && isObject(object.spec));
  assert.is(result.value.spec.role, 'KarpenterNodeRole-dev');
  assert.is(result.value.spec.requirements, object.spec.requirements);
  assert.is(result.value.metadata, object.metadata);
  assert.is(object.spec.role, '${ROLE}');
});

test('an object without variables is returned unchanged', () => {
  const object = nodePool({ role: 'fixed' });
  const read = readFluxVariables({ ROLE: 'x' });
  assert.ok(read.ok);
  const result = substituteFast(prepare(object), read.value, { strict: true });
  assert.ok(result.ok);
  assert.is(result.value, object);
});

test('a plain scalar takes the type its value has in YAML 1.1, a joined or quoted one stays text', () => {
  const object = nodePool({ plain: '${V}', joined: 'x${V}', quoted: 'a: ${V}', block: 'a\n${V}\n' });
  const cases = [
    ['0123', 83],
    ['yes', true],
    ['1e3', 1000],
    ['012345678901', 12345678901],
  ] as const;
  for (const [text, type] of cases) {
    const read = readFluxVariables({ V: text });
    assert.ok(read.ok);
    const result = substituteFast(prepare(object), read.value, { strict: true });
    assert.ok(result.ok && isObject(result.value.spec));
    const { plain, joined, quoted, block } = result.value.spec;
    assert.equal([plain, joined, quoted, block], [type, `x${text}`, `a: ${text}`, `a\n${text}\n`]);
  }
});

test.run();
