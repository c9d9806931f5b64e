import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Tree } from '../../../generator/emit/tree.ts';
import { WriteError, type WriteErrorCode } from '../../../generator/write/error.ts';
import { type WriteOptions, writeTree } from '../../../generator/write/write.ts';
import { listing, put, withSandbox } from '../../support/sandbox.ts';
import { ours, treeOf } from './support.ts';

const tree = treeOf({
  'base/kustomization.yaml': 'a: 1\n',
  'base/pool/x.yaml': 'x: 1\n',
  'overlays/dev/y.yaml': 'y: 1\n',
});

function faultOf(wanted: Tree, root: string, code: WriteErrorCode, options?: WriteOptions): WriteError {
  try {
    writeTree(wanted, root, options);
  } catch (error) {
    assert.instance(error, WriteError);
    if (!(error instanceof WriteError)) throw error;
    assert.is(error.code, code);
    return error;
  }
  return assert.unreachable(`expected ${code}`) as never;
}

test('a first run writes all, a second nothing', () =>
  withSandbox({}, ({ root }) => {
    assert.equal(writeTree(tree, root), {
      written: ['base/kustomization.yaml', 'base/pool/x.yaml', 'overlays/dev/y.yaml'],
      removed: [],
      unchanged: 0,
      edited: [],
    });
    const before = fs.statSync(join(root, 'base/pool/x.yaml'));
    assert.equal(writeTree(tree, root), { written: [], removed: [], unchanged: 3, edited: [] });
    const after = fs.statSync(join(root, 'base/pool/x.yaml'));
    assert.equal([after.ino, after.mtimeMs], [before.ino, before.mtimeMs]);
    assert.is(fs.readFileSync(join(root, 'base/pool/x.yaml'), 'utf8'), tree.files.get('base/pool/x.yaml'));
  }));

test('stale files go with the folders they leave empty; what is not ours stays', () =>
  withSandbox({}, ({ root }) => {
    writeTree(
      treeOf({ 'base/a/one.yaml': '1\n', 'base/b/two.yaml': '2\n', 'clusters/c/d/e.yaml': '3\n' }),
      root,
    );
    put(root, 'base/b/NOTES.md', 'mine\n');
    const result = writeTree({ files: new Map(), roots: ['base', 'clusters'] }, root);
    assert.equal(result.removed, ['base/a/one.yaml', 'base/b/two.yaml', 'clusters/c/d/e.yaml']);
    assert.equal(listing(root), ['base/', 'base/b/', 'base/b/NOTES.md']);
  }));

test('hand edits are overwritten and named, or refused when asked', () =>
  withSandbox({}, ({ root }) => {
    writeTree(tree, root);
    fs.appendFileSync(join(root, 'base/pool/x.yaml'), 'z: 1\n');
    put(root, 'base/gone.yaml', `${ours('g: 1\n')}h: 2\n`);
    const error = faultOf(tree, root, 'edited', { edits: 'refuse' });
    assert.equal(error.paths, ['base/gone.yaml', 'base/pool/x.yaml']);
    assert.ok(fs.existsSync(join(root, 'base/gone.yaml')));
    const result = writeTree(tree, root);
    assert.equal(result.edited, ['base/gone.yaml', 'base/pool/x.yaml']);
    assert.equal(result.written, ['base/pool/x.yaml']);
  }));

test('a foreign file in the way stops the run before anything is touched', () =>
  withSandbox({}, ({ root }) => {
    put(root, 'overlays/dev/y.yaml', 'kind: Kustomization\n');
    put(root, 'base/stale.yaml', ours('s: 1\n'));
    const error = faultOf(tree, root, 'foreign');
    assert.equal(error.paths, ['overlays/dev/y.yaml']);
    assert.match(error.help, 'overlays/dev/y.yaml');
    assert.equal(listing(root), [
      'base/',
      'base/stale.yaml',
      'overlays/',
      'overlays/dev/',
      'overlays/dev/y.yaml',
    ]);
  }));

test('links instead of a folder or a file are refused, wherever they lead', () =>
  withSandbox({}, ({ root }) => {
    fs.mkdirSync(join(root, 'repo'));
    fs.mkdirSync(join(root, 'outside'));
    put(root, 'outside/y.yaml', ours('y: 0\n'));
    const repo = join(root, 'repo');
    fs.mkdirSync(join(repo, 'overlays'));
    fs.symlinkSync('../../outside', join(repo, 'overlays/dev'));
    assert.is(faultOf(tree, repo, 'symbolic-link').path, 'overlays/dev');
    fs.unlinkSync(join(repo, 'overlays/dev'));
    fs.mkdirSync(join(repo, 'overlays/dev'));
    fs.symlinkSync('../../../outside/y.yaml', join(repo, 'overlays/dev/y.yaml'));
    assert.is(faultOf(tree, repo, 'symbolic-link').path, 'overlays/dev/y.yaml');
    fs.symlinkSync('nowhere', join(repo, 'base'));
    assert.equal(faultOf(tree, repo, 'symbolic-link').paths, ['base', 'overlays/dev/y.yaml']);
    assert.is(fs.readFileSync(join(root, 'outside/y.yaml'), 'utf8'), ours('y: 0\n'));
    assert.equal(listing(join(root, 'outside')), ['y.yaml']);
  }));

test('stale files behind a link are not removed', () =>
  withSandbox({}, ({ root }) => {
    put(root, 'outside/s.yaml', ours('s: 1\n'));
    fs.mkdirSync(join(root, 'base'));
    fs.symlinkSync('../outside', join(root, 'base/link'));
    writeTree(tree, root);
    assert.ok(fs.existsSync(join(root, 'outside/s.yaml')));
    assert.ok(fs.lstatSync(join(root, 'base/link')).isSymbolicLink());
  }));

test('the root itself may be reached through a link', () =>
  withSandbox({}, ({ root }) => {
    fs.mkdirSync(join(root, 'real'));
    fs.symlinkSync('real', join(root, 'alias'));
    assert.is(writeTree(tree, join(root, 'alias')).written.length, 3);
    assert.ok(fs.existsSync(join(root, 'real/base/pool/x.yaml')));
  }));

test('a hard link to a file of ours keeps its old text', () =>
  withSandbox({}, ({ root }) => {
    writeTree(treeOf({ 'base/a.yaml': 'a: 1\n' }), root);
    fs.linkSync(join(root, 'base/a.yaml'), join(root, 'copy.yaml'));
    writeTree(treeOf({ 'base/a.yaml': 'a: 2\n' }), root);
    assert.is(fs.readFileSync(join(root, 'copy.yaml'), 'utf8'), ours('a: 1\n'));
  }));

test('paths that are not clean or leave the root are refused', () =>
  withSandbox({}, ({ root }) => {
    const long = 'x'.repeat(256);
    for (const path of [
      '../x',
      'base/../../x',
      '/etc/x',
      'base//x',
      'a/./b',
      '',
      '.git/hooks/x',
      'a\\b',
      'C:/x',
      'a\0b',
      long,
    ]) {
      const error = faultOf({ files: new Map([[path, ours('x\n')]]), roots: ['base'] }, root, 'bad-path');
      assert.is(error.path, path);
    }
    faultOf({ files: new Map(), roots: ['..'] }, root, 'bad-path');
    faultOf(treeOf({ 'base/a': 'a: 1\n', 'base/a/b': 'b: 1\n' }), root, 'bad-path');
    assert.equal(listing(root), []);
  }));

test('names with blanks and beyond ASCII work', () =>
  withSandbox({}, ({ root }) => {
    const odd = treeOf({ 'base/größe 東京/a b.yaml': 'a: 1\n' });
    writeTree(odd, root);
    assert.is(writeTree(odd, root).unchanged, 1);
  }));

test('a pipe instead of a file is refused and never read', () =>
  withSandbox({}, ({ root }) => {
    put(root, 'base/pool/.keep', '');
    execFileSync('mkfifo', [join(root, 'base/pool/x.yaml')]);
    assert.is(faultOf(tree, root, 'foreign').path, 'base/pool/x.yaml');
  }));

test('a root that is not there is an error that names it', () =>
  withSandbox({}, ({ root }) => {
    assert.is(faultOf(tree, join(root, 'none'), 'io').path, join(root, 'none'));
  }));

test.run();
