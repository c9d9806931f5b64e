import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { applyEdits } from '../../../packages/kubeconform-wasm/scripts/edits.ts';
import { hashSources } from '../../../packages/kubeconform-wasm/scripts/hash.ts';

test('edits are applied in turn', () => {
  const edits = [
    { from: 'b', to: 'B' },
    { from: 'B c', to: 'c B' },
  ];
  assert.is(applyEdits('a b c', { file: 'f', edits }), 'a c B');
});

test('an edit that does not fit exactly once is an error that names it', () => {
  const apply = (source: string) => () =>
    applyEdits(source, { file: 'f.go', edits: [{ from: 'x', to: 'y' }] });
  assert.throws(apply('a'), 'f.go: found 0 times: x');
  assert.throws(apply('x x'), 'f.go: found 2 times: x');
});

test('the hash of sources follows names, contents and the toolchain, not the place', () => {
  const hash = (files: Record<string, string>, version = 'go1') => {
    const root = mkdtempSync(join(tmpdir(), 'kubeconform-build-'));
    mkdirSync(join(root, 'go/sub'), { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(root, 'go', name), text);
    const result = hashSources(root, ['go'], [version]);
    rmSync(root, { recursive: true });
    return result;
  };
  const files = { 'a.go': '1', 'sub/b.go': '2' };
  assert.is(hash(files), hash(files));
  const others = [
    hash({ 'a.go': '1', 'sub/c.go': '2' }),
    hash({ 'a.go': '12', 'sub/b.go': '' }),
    hash(files, 'go2'),
  ];
  assert.is(new Set([hash(files), ...others]).size, 4);
});

test.run();
