import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { withHeader } from '../../../generator/emit/header.ts';
import { isBelow, outputRecord, recordedFolders, rootsIn, rootsOf } from '../../../generator/emit/roots.ts';

const USUAL = ['base', 'overlays', 'clusters', 'argocd'];

function record(text: string): string[] {
  return recordedFolders(withHeader('fleet.yaml', text));
}

test('a record is read as it is written, and there is one only for other folders than the usual', () => {
  assert.is(outputRecord({}), undefined);
  assert.is(outputRecord({ output: { base: 'base' } }), undefined);
  const text = outputRecord({ output: { base: 'k8s/pools' } });
  assert.equal(record(text ?? ''), ['k8s/pools', ...USUAL.slice(1)]);
});

test('what somebody else wrote, or what leads elsewhere, names no folder', () => {
  assert.equal(recordedFolders('base: other\n'), USUAL);
  assert.equal(recordedFolders(undefined), USUAL);
  for (const folder of [
    '../up',
    '/etc',
    'a/../../b',
    '.git',
    'a/.git/b',
    'node_modules',
    '.',
    '""',
    '[a]',
    'a//b',
  ])
    assert.equal(record(`base: ${folder}\n`), USUAL, folder);
  assert.equal(record('base: [\n'), USUAL);
  assert.equal(rootsIn({ output: { base: '../up', argocd: 'apps' } }).slice(0, 4), [
    ...USUAL.slice(0, 3),
    'apps',
  ]);
});

test('a folder with the same start is another one', () => {
  const roots = rootsOf({ output: { base: 'k8s' } });
  assert.ok(isBelow('k8s/a.yaml', roots) && isBelow('k8s', roots));
  assert.not.ok(isBelow('k8s-old/a.yaml', roots));
});

test.run();
