import type { Value } from '@kustomize-ts/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { CrdSchema } from '../../../../packages/crd-validator/src/crd-schema.ts';
import { schemaNode } from '../../../../packages/crd-validator/src/make-node.ts';
import { ValueChecks } from '../../../../packages/crd-validator/src/value/value-checks.ts';

const test = suite('what a node finds in a value');

function messages(schema: CrdSchema, value: Value): string[] {
  return new ValueChecks().check(schemaNode(schema), value).map(({ type, path, describe }) => {
    const text = describe('f').replace(/^Invalid value: .*?: (f in body )?/, '');
    return [type.replace('FieldValue', ''), ...path, text].join(' ');
  });
}

const cases: [schema: CrdSchema, valid: Value[], wrong: [Value, ...string[]][]][] = [
  [
    { type: 'string' },
    ['', 'a'],
    [
      [1, 'TypeInvalid must be of type string: "integer"'],
      [null, 'TypeInvalid must be of type string: "null"'],
    ],
  ],
  [{ type: 'object', nullable: true }, [{}, null], [[[], 'TypeInvalid must be of type object: "array"']]],
  [{}, ['a', 1, null, [], {}], []],
  [
    { 'x-kubernetes-int-or-string': true },
    ['a', 1, 2n ** 60n],
    [[1.5, 'TypeInvalid must be of type integer,string: "number"']],
  ],
  [
    { type: 'integer', format: 'int32' },
    [0, -(2 ** 31)],
    [[2 ** 31, 'Invalid Checked value must be of type integer with format int32 in f']],
  ],
  [
    { type: 'integer', minimum: 1, maximum: 3, exclusiveMaximum: true },
    [1, 2, 2n],
    [
      [0, 'Invalid should be greater than or equal to 1'],
      [3, 'Invalid should be less than 3'],
    ],
  ],
  [{ type: 'number', multipleOf: 0.5 }, [1, 1.5], [[1.2, 'Invalid should be a multiple of 0.5']]],
  [
    { type: 'string', minLength: 2, maxLength: 3, pattern: '^a' },
    ['ab', 'a😀b'],
    [
      ['😀', 'Invalid should be at least 2 chars long'],
      ['bbbb', 'TooLong Too long: may not be more than 3 bytes'],
      ['bb', "Invalid should match '^a'"],
    ],
  ],
  [
    { type: 'string', format: 'date' },
    ['2024-02-29', ['a list passes']],
    [['2023-02-29', 'TypeInvalid must be of type date: "2023-02-29"']],
  ],
  [
    { enum: ['a', 1, { b: 1, c: [2] }] },
    ['a', 1n, { c: [2], b: 1 }],
    [
      [
        { b: 1 },
        'NotSupported Unsupported value: {"b":1}: supported values: "a", "1", "{\\"b\\":1,\\"c\\":[2]}"',
      ],
    ],
  ],
  [
    { type: 'array', minItems: 1, maxItems: 2, 'x-kubernetes-list-type': 'set' },
    [['a'], ['a', 'b']],
    [
      [[], 'Invalid should have at least 1 items'],
      [[1, 2, 1], 'TooMany Too many: 3: must have at most 2 items', 'Duplicate 2 Duplicate value: 1'],
    ],
  ],
  [
    { type: 'array', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['k'] },
    [[{ k: 1 }, { k: 2 }]],
    [
      [
        [
          { k: 1, v: 1 },
          { k: 1, v: 2 },
        ],
        'Duplicate 1 Duplicate value: {"k":1}',
      ],
      [[1], 'Invalid 0 must be an object for an array of list-type map'],
    ],
  ],
  [
    { type: 'object', required: ['a', 'b'], maxProperties: 2 },
    [{ a: 1, b: null }],
    [
      [{ b: 1 }, 'Required a Required value'],
      [{ a: 1, b: 1, c: 1 }, 'TooMany Too many: 3: must have at most 2 items'],
    ],
  ],
];

for (const [schema, valid, wrong] of cases) {
  test(JSON.stringify(schema), () => {
    for (const value of valid) assert.equal(messages(schema, value), []);
    for (const [value, ...texts] of wrong) assert.equal(messages(schema, value), texts);
  });
}

test.run();
