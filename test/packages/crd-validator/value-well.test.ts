import type { Value } from '@kustomize-ts/core';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { CrdSchema } from '../../../packages/crd-validator/src/crd-schema.ts';
import { schemaNode } from '../../../packages/crd-validator/src/make-node.ts';
import { newValueAjv } from '../../../packages/crd-validator/src/value-ajv.ts';
import { valueSchema } from '../../../packages/crd-validator/src/value-schema.ts';
import { wellTest } from '../../../packages/crd-validator/src/value-well.ts';
import { goRegExp } from '../../../packages/go-regexp/src/go-regexp.ts';
import { readSchema } from '../../../scripts/schemas/derive.ts';
import { syncedNodes } from '../../../scripts/schemas/nodes.ts';

const test = suite('values that are surely well');

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

/** How many of the values ajv takes of those that are well, and all that are. */
function compared(schema: CrdSchema, values: readonly Value[]): { well: number; refused: Value[] } {
  const node = schemaNode(schema);
  const isWell = wellTest(node, goRegExp) ?? (() => true);
  const ajv = newValueAjv().compile(valueSchema(node));
  const well = values.filter(isWell);
  const refused = well.filter((value) => !ajv(typeof value === 'bigint' ? Number(value) : value));
  return { well: well.length, refused };
}

test('ajv takes them, by every node of the schemas', async () => {
  let well = 0;
  const seen = new Set<string>();
  for (const { schema } of await syncedNodes(readSchema)) {
    const text = JSON.stringify(valueSchema(schemaNode(schema)));
    if (seen.has(text)) continue;
    seen.add(text);
    const { well: some, refused } = compared(schema, VALUES);
    assert.equal(refused, [], text);
    well += some;
  }
  assert.ok(seen.size > 100 && well > 300, `${seen.size} schemas, ${well} values`);
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

test('ajv takes them, by any schema', () => {
  fc.assert(
    fc.property(schemas, (schema) => {
      const defined = JSON.parse(JSON.stringify(schema)) as CrdSchema;
      assert.equal(compared(defined, VALUES).refused, [], JSON.stringify(defined));
    }),
    { numRuns: 300, seed: 5 },
  );
});

test.run();
