import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { diffPatch, equal, mergePatch } from '../../../generator/load/merge.ts';
import { yamlObject } from '../values.ts';

const test = suite('merge patches');

test('the examples of RFC 7386', () => {
  for (const [target, patch, result] of [
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ] as const) {
    assert.equal(mergePatch(structuredClone(target) as never, patch as never), result);
  }
});

test('diffPatch is the patch from one to the other, and none between equals', () => {
  fc.assert(
    fc.property(yamlObject, yamlObject, (from, to) => {
      const patch = diffPatch(from, to);
      assert.ok(isDeepStrictEqual(patch === undefined ? from : mergePatch(from, patch), to));
      assert.is(patch === undefined, equal(from, to));
      assert.is(diffPatch(from, structuredClone(from)), undefined);
    }),
    { numRuns: 500 },
  );
});

test('merging changes neither side', () => {
  fc.assert(
    fc.property(yamlObject, yamlObject, (target, patch) => {
      const before = JSON.stringify([target, patch]);
      mergePatch(target, patch);
      assert.is(JSON.stringify([target, patch]), before);
    }),
  );
});

test.run();
