import { statSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { makeFolders } from '../../../generator/write/folders.ts';
import { withSandbox } from '../../support/sandbox.ts';

const test = suite('folders');

test('makes a folder and those above it, and leaves those that are there', () =>
  withSandbox({ 'a/file': '' }, ({ root, read }) => {
    makeFolders(join(root, 'a/b/c'));
    makeFolders(join(root, 'a/b/c'));
    assert.ok(statSync(join(root, 'a/b/c')).isDirectory());
    assert.is(read('a/file'), '');
  }));

test('throws where a file is in the way', () =>
  withSandbox({ file: '' }, ({ root }) => {
    assert.throws(() => makeFolders(join(root, 'file')), /EEXIST/);
    assert.throws(() => makeFolders(join(root, 'file/a/b')), /EEXIST|ENOTDIR/);
  }));

test.run();
