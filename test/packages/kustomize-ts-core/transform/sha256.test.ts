import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { sha256 } from '../../../../packages/kustomize-ts-core/src/transform/sha256.ts';

function expected(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

test('is the SHA-256 of the UTF-8 bytes, at every length around a block of 64', () => {
  for (let length = 0; length <= 200; length++) {
    const text = 'é'.repeat(length % 3) + 'a'.repeat(length);
    assert.is(sha256(text), expected(text), String(length));
  }
});

test('is what Node computes of any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => sha256(text) === expected(text)),
    { numRuns: 500 },
  );
});

test.run();
