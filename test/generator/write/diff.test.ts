import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { compareTree } from '../../../generator/write/compare.ts';
import { diffTree } from '../../../generator/write/diff.ts';
import { openDisk } from '../../../generator/write/disk.ts';
import { writeTree } from '../../../generator/write/write.ts';
import { cpuTime } from '../../support/cpu-time.ts';
import { listing, put, textsIn, withSandbox } from '../../support/sandbox.ts';
import { textsOf, treeOf } from './support.ts';

const before = treeOf({
  'base/a.yaml': 'a: 0\nb: 0\n',
  'base/gone/s.yaml': 's: 0\n',
  'base/same.yaml': 'x: 0\n',
});
const after = treeOf({
  'base/a.yaml': 'a: 1\nb: 0\n',
  'base/ö x.yaml': 'n: 1\n',
  'base/same.yaml': 'x: 0\n',
});

test('the diff is what git apply makes of it', () =>
  withSandbox({}, ({ root }) => {
    writeTree(before, root);
    const disk = openDisk(root);
    const diff = diffTree(after, compareTree(after, disk), disk);
    assert.equal(diff.match(/^diff .*/gm), [
      'diff --git a/base/a.yaml b/base/a.yaml',
      'diff --git a/base/gone/s.yaml b/base/gone/s.yaml',
      'diff --git "a/base/\\303\\266 x.yaml" "b/base/\\303\\266 x.yaml"',
    ]);
    assert.match(diff, '\n+a: 1\n b: 0\n');
    execFileSync('git', ['apply', '-'], { cwd: root, input: diff });
    assert.equal(textsIn(root), textsOf(after));
    assert.is(diffTree(after, compareTree(after, disk), disk), '');
    assert.equal(listing(root), ['base/', 'base/a.yaml', 'base/same.yaml', 'base/ö x.yaml']);
  }));

test('a text without a final newline and an emptied file are shown right', () =>
  withSandbox({}, ({ root }) => {
    const wanted = treeOf({ 'base/a.yaml': 'a: 0', 'base/b.yaml': 'b: 0\n' });
    writeTree(treeOf({ 'base/a.yaml': 'a: 1' }), root);
    put(root, 'base/b.yaml', '');
    const disk = openDisk(root);
    const diff = diffTree(wanted, compareTree(wanted, disk), disk);
    execFileSync('git', ['apply', '-'], { cwd: root, input: diff });
    assert.equal(textsIn(root), textsOf(wanted));
  }));

test('colour is a choice, and does not let a file speak to the terminal', () =>
  withSandbox({}, ({ root }) => {
    writeTree(before, root);
    fs.appendFileSync(join(root, 'base/a.yaml'), 'x: \x1b[2J\n');
    const disk = openDisk(root);
    const comparison = compareTree(after, disk);
    assert.not(diffTree(after, comparison, disk).replaceAll('\x1b[2J', '').includes('\x1b'));
    const coloured = diffTree(after, comparison, disk, { colour: true });
    assert.match(coloured, '\x1b[32m+a: 1\x1b[39m\n');
    assert.match(coloured, '\x1b[31m-x: ?[2J\x1b[39m\n');
  }));

test('two large files with nothing in common take no time', () =>
  withSandbox({}, ({ root }) => {
    const lines = (name: string) => Array.from({ length: 30_000 }, (_, i) => `${name}${i}: 1\n`).join('');
    writeTree(treeOf({ 'base/a.yaml': lines('a') }), root);
    const wanted = treeOf({ 'base/a.yaml': lines('b') });
    const disk = openDisk(root);
    const start = cpuTime();
    const diff = diffTree(wanted, compareTree(wanted, disk), disk);
    assert.ok(cpuTime() - start < 2000);
    execFileSync('git', ['apply', '-'], { cwd: root, input: diff });
    assert.equal(textsIn(root), textsOf(wanted));
  }));

test.run();
