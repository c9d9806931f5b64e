import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { pointer, pointerSteps } from '../../../generator/load/json-pointer.ts';

test('pointers escape what RFC 6901 escapes', () => {
  assert.is(pointer(['a/b', '~1', 0, '']), '/a~1b/~01/0/');
});

test('the steps of a pointer are those that it was made of', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('~', '/', '~1', '~01'))), (steps) => {
      assert.equal(pointerSteps(pointer(steps)), steps);
    }),
  );
});

test.run();
