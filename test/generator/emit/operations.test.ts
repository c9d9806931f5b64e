import { isDeepStrictEqual } from 'node:util';
import {
  applyJson6902,
  build,
  emit,
  memoryFileSystem,
  type Value,
  type ValueObject,
} from '@kustomize-ts/core';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { operationsBetween } from '../../../generator/emit/operations.ts';
import { equal } from '../../../generator/load/merge.ts';
import { yamlObject } from '../values.ts';

const test = suite('operationsBetween');

test('applied to the one value gives the other', () => {
  fc.assert(
    fc.property(yamlObject, yamlObject, (from, to) => {
      const operations = operationsBetween(from, to);
      assert.ok(isDeepStrictEqual(applyJson6902(from, operations as unknown as ValueObject[]), to));
    }),
    { numRuns: 500 },
  );
});

test('equal values need none, and what is alike is left alone', () => {
  fc.assert(
    fc.property(yamlObject, (value) => {
      assert.equal(operationsBetween(value, structuredClone(value)), []);
    }),
  );
  const from = { spec: { list: ['a', 'b', 'c'], keep: { x: 1 } } };
  assert.equal(operationsBetween(from, { spec: { list: ['a', 'c'], keep: { x: 1 } } }), [
    { op: 'remove', path: '/spec/list/1' },
  ]);
  assert.equal(operationsBetween(from, { spec: { list: ['a', 'x', 'b', 'c'], keep: { x: 1 } } }), [
    { op: 'add', path: '/spec/list/1', value: 'x' },
  ]);
  assert.equal(operationsBetween({ list: [1, 2] }, { list: [3, 4, 5] }), [
    { op: 'replace', path: '/list', value: [3, 4, 5] },
  ]);
});

test('keys that JavaScript has a meaning for are keys', () => {
  const to: Value = { constructor: 'a', toString: 'b', valueOf: { hasOwnProperty: 1 } };
  assert.ok(isDeepStrictEqual(applyJson6902({}, operationsBetween({}, to) as unknown as ValueObject[]), to));
});

test('kustomize applies them as a patch file', () => {
  const object = (spec: Value): ValueObject => ({
    apiVersion: 'x/v1',
    kind: 'X',
    metadata: { name: 'x' },
    spec,
  });
  fc.assert(
    fc.property(yamlObject, yamlObject, (from, to) => {
      const operations = operationsBetween(object(from), object(to));
      const files = memoryFileSystem({
        '/x.yaml': emit(object(from)),
        '/p.yaml': emit(operations as unknown as Value),
        '/kustomization.yaml': emit({
          resources: ['x.yaml'],
          patches: [{ path: 'p.yaml', target: { kind: 'X' } }],
        }),
      });
      if (operations.length === 0) return;
      const [built] = build(files, '/');
      assert.ok(equal(built?.object, object(to)));
    }),
    { numRuns: 150 },
  );
});

test.run();
