import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { writeReport } from '../../../generator/cli/report-file.ts';
import { withSandbox } from '../../support/sandbox.ts';

const test = suite('report files');

test('a report takes the place of the file before it, with its mode, and leaves nothing else', () =>
  withSandbox({ 'report.html': 'old' }, ({ root, read }) => {
    chmodSync(join(root, 'report.html'), 0o640);
    const before = statSync(join(root, 'report.html')).ino;
    assert.is(writeReport('report.html', root, 'new'), undefined);
    assert.is(read('report.html'), 'new');
    const { ino, mode } = statSync(join(root, 'report.html'));
    assert.is.not(ino, before, 'it was renamed into place');
    assert.is(mode & 0o777, 0o640);
    assert.equal(readdirSync(root), ['report.html']);
  }));

test('a link stays a link', () =>
  withSandbox({ 'kept/report.html': 'old' }, ({ root, read }) => {
    symlinkSync('kept/report.html', join(root, 'latest.html'));
    symlinkSync('kept/first.html', join(root, 'first.html'));
    assert.is(writeReport('latest.html', root, 'new'), undefined);
    assert.is(writeReport('first.html', root, 'new, too'), undefined);
    assert.ok(lstatSync(join(root, 'latest.html')).isSymbolicLink());
    assert.is(read('kept/report.html'), 'new');
    assert.is(read('kept/first.html'), 'new, too');
  }));

test('a device is written, and a folder is a fault', () =>
  withSandbox({}, ({ root }) => {
    assert.is(writeReport('/dev/null', root, 'text'), undefined);
    assert.not.ok(statSync('/dev/null').isFile());
    mkdirSync(join(root, 'folder'));
    assert.match(writeReport('folder', root, 'text')?.message ?? '', 'folder');
    assert.equal(readdirSync(root), ['folder']);
  }));

test('what a killed process left does not get in the way', () =>
  withSandbox({}, ({ root }) => {
    const left = join(root, `.poolwright-${process.pid}-0.tmp`);
    writeFileSync(left, 'half');
    assert.is(writeReport('report.html', root, 'whole'), undefined);
    assert.is(readFileSync(join(root, 'report.html'), 'utf8'), 'whole');
    assert.equal(readdirSync(root), ['report.html']);
  }));

test.run();
