import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { CrdSchema } from '../../../../packages/crd-validator/src/crd-schema.ts';
import { floatOf } from '../../../../packages/crd-validator/src/go-text.ts';
import { schemaNode } from '../../../../packages/crd-validator/src/make-node.ts';
import type { SchemaNode } from '../../../../packages/crd-validator/src/node.ts';
import { namedFormat } from '../../../../packages/crd-validator/src/value/type.ts';
import { ValueChecks } from '../../../../packages/crd-validator/src/value/value-checks.ts';
import type { Value } from '../../../../packages/crd-validator/src/value.ts';
import { readSchema } from '../../../../scripts/schemas/derive.ts';
import { syncedNodes } from '../synced-nodes.ts';
import { ajvTest } from './ajv-reference.ts';

const test = suite('what is valid by itself');

const VALUES: readonly Value[] = [
  ...['', 'a', 'ab', 'abc', '😀', '10', '1h30m', '100%', '2024-02-29', 'ami-1', 'key/name', 'a'.repeat(300)],
  ...[0, 1, -1, 1.5, 3, 100, 2 ** 31, 1e20, 2n ** 60n, 2n ** 70n, true, false, null],
  ...[
    [],
    ['a'],
    ['a', 'a'],
    [{ k: 1 }, { k: 2 }],
    [{ k: 1 }, { k: 1, v: 2 }],
    [1, null],
    Array(60).fill('x'),
  ],
  ...[{}, { a: 1 }, { a: 1, b: null }, { k: 'v', name: 'n', key: 'k', operator: 'In', values: [] }],
];

/** JSON Schema knows no int64: what is an integer to it is a float to the server; and a list passes for a text with a format. */
function isBeyondJsonSchema(node: SchemaNode, value: Value): boolean {
  if (typeof value === 'number' || typeof value === 'bigint')
    return (
      (Number.isInteger(Number(value)) && floatOf(value) !== undefined) || namedFormat(node) !== undefined
    );
  return namedFormat(node) !== undefined && value !== null && typeof value !== 'string';
}

/** The values of which ajv and ours do not say the same, and how many are valid. */
function compared(schema: CrdSchema): { valid: number; different: Value[] } {
  const node = schemaNode(schema);
  const checks = new ValueChecks();
  const isValid = (value: Value) => checks.check(node, value).length === 0;
  const byAjv = ajvTest(node);
  const values = VALUES.filter((value) => !isBeyondJsonSchema(node, value));
  return {
    valid: values.filter(isValid).length,
    different: values.filter((value) => isValid(value) !== byAjv(value)),
  };
}

test('the same as ajv, by every node of the schemas', async () => {
  let valid = 0;
  const seen = new Set<string>();
  for (const { schema } of await syncedNodes(readSchema)) {
    const { properties: _, items: __, additionalProperties: ___, ...own } = schema;
    const text = JSON.stringify(own, (key, value) => (key === 'description' ? undefined : value));
    if (seen.has(text)) continue;
    seen.add(text);
    const { valid: some, different } = compared(JSON.parse(text));
    assert.equal(different, [], text);
    valid += some;
  }
  assert.ok(seen.size > 100 && valid > 300, `${seen.size} schemas, ${valid} values`);
});

const bound = fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined });
const schemas: fc.Arbitrary<CrdSchema> = fc.record(
  {
    type: fc.constantFrom('string', 'integer', 'number', 'boolean', 'array', 'object'),
    nullable: fc.boolean(),
    format: fc.constantFrom('int32', 'int64', 'double', 'date', 'ipv4', 'odd'),
    enum: fc.constantFrom<Value[]>(['a', 1, null], [{ a: 1 }, 'ab']),
    minimum: bound,
    maximum: bound,
    exclusiveMaximum: fc.boolean(),
    multipleOf: fc.constantFrom(0.5, 2),
    minLength: bound,
    maxLength: bound,
    pattern: fc.constantFrom('^a', '[0-9]$'),
    minItems: bound,
    maxItems: bound,
    'x-kubernetes-list-type': fc.constantFrom('atomic' as const, 'set' as const, 'map' as const),
    'x-kubernetes-list-map-keys': fc.constant(['k']),
    minProperties: bound,
    maxProperties: bound,
    required: fc.constantFrom(['a'], ['a', 'b']),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<CrdSchema>;

test('the same as ajv, by any schema', () => {
  fc.assert(
    fc.property(schemas, (schema) => {
      const defined = JSON.parse(JSON.stringify(schema)) as CrdSchema;
      assert.equal(compared(defined).different, [], JSON.stringify(defined));
    }),
    { numRuns: 1000, seed: 5 },
  );
});

test.run();
