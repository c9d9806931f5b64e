import { createHash } from 'node:crypto';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { encodeBase64 } from '../../../../packages/kustomize-ts-core/src/generate/base64.ts';
import { goJson } from '../../../../packages/kustomize-ts-core/src/structured/go-json.ts';
import { sha256 } from '../../../../packages/kustomize-ts-core/src/transform/sha256.ts';

test('SHA-256 equals that of node:crypto for texts of any length', () => {
  for (let length = 0; length < 200; length++) {
    const text = 'aü€😀'.repeat(60).slice(0, length);
    assert.is(sha256(text), createHash('sha256').update(text).digest('hex'), `length ${length}`);
  }
});

test('base64 breaks into lines of seventy characters', () => {
  for (const length of [0, 1, 2, 3, 50, 51, 52, 53, 104, 105, 106, 300]) {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 7) % 256);
    const text = encodeBase64(bytes);
    assert.is(text.replaceAll('\n', ''), Buffer.from(bytes).toString('base64'));
    const isLong = text.replaceAll('\n', '').length >= 70;
    assert.is(text.endsWith('\n'), isLong, `length ${length}`);
    assert.ok(text.split('\n').every((line) => line.length <= 70));
  }
});

test('JSON is written as Go writes it', () => {
  assert.is(
    goJson({ b: '<&>', a: [1, 1e21, 0.1, null, true], c: {} }),
    '{"a":[1,1e+21,0.1,null,true],"b":"\\u003c\\u0026\\u003e","c":{}}',
  );
  assert.is(
    goJson({ a: [], b: [1], c: { d: 1 } }, 2),
    '{\n  "a": [],\n  "b": [\n    1\n  ],\n  "c": {\n    "d": 1\n  }\n}',
  );
});

test.run();
