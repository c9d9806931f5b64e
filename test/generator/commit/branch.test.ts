import * as fs from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { switchToExisting } from '../../../generator/commit/branch.ts';
import { git, init } from '../../support/git.ts';
import { put, withSandbox } from '../../support/sandbox.ts';
import { commit, inRepository, lastCommit, ours, refused, runner, statusLines } from './support.ts';

test('a new branch is made from the current commit, with everything else in its place', () =>
  inRepository(async (root) => {
    put(root, 'base/b.yaml', ours('b: 1\n'));
    put(root, 'README.md', 'dirty\n');
    put(root, 'staged.txt', 'staged\n');
    git(root, 'add', 'staged.txt');
    git(root, 'config', 'branch.autoSetupMerge', 'always');
    const { branch } = await commit(root, { branch: 'fleet/update' });
    assert.is(branch, 'fleet/update');
    assert.is(git(root, 'branch', '--show-current'), 'fleet/update\n');
    assert.is(git(root, 'log', '--format=%s', 'main'), 'start\n');
    assert.equal(statusLines(root), [' M README.md', 'A  staged.txt']);
    assert.is(git(root, 'for-each-ref', '--format=%(upstream)', 'refs/heads/fleet/update'), '\n');
  }));

test('no branch is made when there is nothing to commit', () =>
  inRepository(async (root) => {
    assert.is((await commit(root, { branch: 'other' })).branch, 'main');
    assert.is(git(root, 'branch', '--list', 'other'), '');
  }));

test('the current branch may be named, and a branch of a first commit', async () => {
  await inRepository(async (root) => {
    put(root, 'base/b.yaml', ours('b: 1\n'));
    assert.is((await commit(root, { branch: 'main' })).branch, 'main');
  });
  await withSandbox({}, async ({ root }) => {
    init(root);
    put(root, 'base/b.yaml', ours('b: 1\n'));
    assert.is((await commit(root, { branch: 'trunk' })).branch, 'trunk');
    assert.equal(lastCommit(root), ['A base/b.yaml']);
  });
});

test('an existing branch is switched to when that loses nothing', () =>
  inRepository(async (root) => {
    git(root, 'branch', 'side');
    put(root, 'base/b.yaml', ours('b: 1\n'));
    put(root, 'README.md', 'dirty\n');
    await commit(root, { branch: 'side' });
    assert.is(git(root, 'branch', '--show-current'), 'side\n');
    assert.equal(statusLines(root), [' M README.md']);
  }));

test('switching that would lose changed, untracked or ignored files is refused', async () => {
  for (const [path, ignored] of [
    ['README.md', false],
    ['base/new.yaml', false],
    ['kept.log', true],
  ] as const) {
    await inRepository(async (root) => {
      git(root, 'switch', '--quiet', '--create', 'side');
      put(root, path, 'side\n');
      git(root, 'add', '--force', '.');
      git(root, 'commit', '--quiet', '-m', 'side');
      git(root, 'switch', '--quiet', 'main');
      if (ignored) put(root, '.git/info/exclude', '*.log\n');
      put(root, path, 'precious\n');
      put(root, 'clusters/c/variables.env', ours("A='1'\n"));
      const error = await refused(root, 'branch-switch', { branch: 'side' });
      assert.match(error.message, path);
      assert.is(fs.readFileSync(join(root, path), 'utf8'), 'precious\n');
    });
  }
});

test('a branch that only a remote has is followed', () =>
  inRepository(async (root) => {
    const clone = `${root}-clone`;
    git(root, 'branch', 'side');
    git(root, 'clone', '--quiet', '--template=', root, clone);
    await switchToExisting(runner(clone), 'side');
    assert.is(git(clone, 'rev-parse', '--abbrev-ref', 'side@{upstream}'), 'origin/side\n');
    await switchToExisting(runner(clone), 'fresh');
    assert.is(git(clone, 'branch', '--show-current'), 'side\n');
    await switchToExisting(runner(clone), 'main');
    assert.is(git(clone, 'branch', '--show-current'), 'main\n');
  }));

test('names git does not allow are refused', () =>
  inRepository(async (root) => {
    put(root, 'base/b.yaml', ours('b: 1\n'));
    for (const branch of ['', '-d', 'a b', 'a..b', '@{-1}', 'x.lock', 'HEAD', 'a\nb', '--orphan']) {
      await refused(root, 'bad-branch', { branch });
    }
  }));

test.run();
