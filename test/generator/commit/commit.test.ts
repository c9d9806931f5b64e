import * as fs from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { git, init } from '../../support/git.ts';
import { put, withSandbox } from '../../support/sandbox.ts';
import { commit, inRepository, lastCommit, locksIn, ours, statusLines } from './support.ts';

test('added, changed and removed generated files are committed, and nothing else', () =>
  inRepository(async (root) => {
    put(root, 'base/gone.yaml', ours('g: 1\n'));
    put(root, 'base/mine.yaml', 'by hand\n');
    git(root, 'add', '.');
    git(root, 'commit', '--quiet', '-m', 'more');
    put(root, 'base/a.yaml', ours('a: 1\n'));
    put(root, 'clusters/c/variables.env', ours("A='1'\n"));
    fs.unlinkSync(join(root, 'base/gone.yaml'));
    fs.unlinkSync(join(root, 'base/mine.yaml'));
    put(root, 'base/note.md', 'untracked, by hand\n');
    put(root, 'README.md', 'dirty\n');
    put(root, 'staged.txt', 'staged\n');
    git(root, 'add', 'staged.txt');
    let seen: readonly string[] = [];
    const message = (files: readonly string[]) => {
      seen = files;
      return 'feat(fleet): something\n\nwith a body\n# and a line that looks like a comment\n';
    };
    const result = await commit(root, { message });
    assert.is(result.committed, git(root, 'rev-parse', 'HEAD').trim());
    assert.equal(result.files, ['base/a.yaml', 'base/gone.yaml', 'clusters/c/variables.env']);
    assert.equal([result.branch, result.pushed], ['main', false]);
    assert.equal(lastCommit(root), ['M base/a.yaml', 'D base/gone.yaml', 'A clusters/c/variables.env']);
    assert.equal(seen, result.files);
    assert.equal(statusLines(root), [
      ' M README.md',
      ' D base/mine.yaml',
      'A  staged.txt',
      '?? base/note.md',
    ]);
    assert.match(git(root, 'log', '-1', '--format=%B'), '# and a line that looks like a comment');
    assert.is(git(root, 'log', '-1', '--format=%an <%ae>'), 'Ada Example <ada@example.com>\n');
    assert.equal(locksIn(root), []);
  }));

test('nothing to commit makes no commit', () =>
  inRepository(async (root) => {
    const before = git(root, 'rev-parse', 'HEAD');
    put(root, 'README.md', 'dirty\n');
    fs.utimesSync(join(root, 'base/a.yaml'), new Date(), new Date());
    assert.equal(await commit(root), { committed: undefined, files: [], branch: 'main', pushed: false });
    assert.equal(await commit(root, { paths: [] }), {
      committed: undefined,
      files: [],
      branch: 'main',
      pushed: false,
    });
    assert.is(git(root, 'rev-parse', 'HEAD'), before);
  }));

test('the first commit of a repository', () =>
  withSandbox({}, async ({ root }) => {
    init(root);
    put(root, 'base/a.yaml', ours('a: 1\n'));
    put(root, 'mine.txt', 'staged\n');
    git(root, 'add', 'mine.txt');
    const { committed } = await commit(root);
    assert.is(committed, git(root, 'rev-parse', 'HEAD').trim());
    assert.equal(lastCommit(root), ['A base/a.yaml']);
    assert.equal(statusLines(root), ['A  mine.txt']);
  }));

test('what was staged of generated files does not matter', () =>
  inRepository(async (root) => {
    put(root, 'base/a.yaml', ours('a: older\n'));
    put(root, 'base/dropped.yaml', ours('d: 1\n'));
    put(root, 'base/entered.yaml', ours('e: 1\n'));
    git(root, 'add', 'base/a.yaml', 'base/dropped.yaml');
    git(root, 'add', '--intent-to-add', 'base/entered.yaml');
    put(root, 'base/a.yaml', ours('a: newer\n'));
    fs.unlinkSync(join(root, 'base/dropped.yaml'));
    await commit(root);
    assert.equal(lastCommit(root), ['M base/a.yaml', 'A base/entered.yaml']);
    assert.is(git(root, 'show', 'HEAD:base/a.yaml'), ours('a: newer\n'));
    assert.equal(statusLines(root), []);
  }));

test('a file taken out of the index, and one staged as removed', () =>
  inRepository(async (root) => {
    put(root, 'base/b.yaml', ours('b: 0\n'));
    await commit(root);
    git(root, 'rm', '--quiet', '--cached', 'base/a.yaml');
    git(root, 'rm', '--quiet', 'base/b.yaml');
    put(root, 'base/a.yaml', ours('a: 2\n'));
    await commit(root);
    assert.equal(lastCommit(root), ['M base/a.yaml', 'D base/b.yaml']);
    assert.equal(statusLines(root), []);
  }));

test('what only the index has otherwise is not a commit, and is put right by the next one', () =>
  inRepository(async (root) => {
    put(root, 'base/b.yaml', ours('b: 0\n'));
    await commit(root);
    put(root, 'base/dropped.yaml', ours('d: 1\n'));
    put(root, 'base/a.yaml', ours('a: staged\n'));
    git(root, 'add', '.');
    git(root, 'rm', '--quiet', '--cached', 'base/b.yaml');
    fs.unlinkSync(join(root, 'base/dropped.yaml'));
    put(root, 'base/a.yaml', ours('a: 0\n'));
    assert.is((await commit(root)).committed, undefined);
    put(root, 'base/c.yaml', ours('c: 1\n'));
    assert.equal((await commit(root)).files, ['base/c.yaml']);
    assert.equal(lastCommit(root), ['A base/c.yaml']);
    assert.equal(statusLines(root), []);
  }));

test('a generated file that somebody made their own is left to them', () =>
  inRepository(async (root) => {
    put(root, 'base/a.yaml', 'by hand now\n');
    assert.is((await commit(root)).committed, undefined);
    assert.equal(statusLines(root), [' M base/a.yaml']);
  }));

test('a path that names a file stands for itself', () =>
  inRepository(async (root) => {
    put(root, 'fleet.yaml', 'kind: Fleet\n');
    put(root, 'README.md', 'dirty\n');
    await commit(root, { paths: [...ROOTS_AND_FLEET] });
    assert.equal(lastCommit(root), ['A fleet.yaml']);
    assert.equal(statusLines(root), [' M README.md']);
  }));

const ROOTS_AND_FLEET = ['base', 'overlays/', 'clusters', 'argocd', 'fleet.yaml'];

test('a root below the top of the work tree', () =>
  inRepository(async (root) => {
    put(root, 'deploy/base/a.yaml', ours('a: 1\n'));
    put(root, 'deploy/base/b.yaml', ours('b: 1\n'));
    const first = await commit(join(root, 'deploy'));
    assert.equal(first.files, ['base/a.yaml', 'base/b.yaml']);
    fs.unlinkSync(join(root, 'deploy/base/b.yaml'));
    put(root, 'base/a.yaml', ours('of another root\n'));
    const second = await commit(join(root, 'deploy'));
    assert.equal(second.files, ['base/b.yaml']);
    assert.equal(lastCommit(root), ['D deploy/base/b.yaml']);
    assert.equal(statusLines(root), [' M base/a.yaml']);
    git(root, 'rm', '--quiet', '--cached', 'deploy/base/a.yaml');
    assert.is((await commit(join(root, 'deploy'))).committed, undefined);
  }));

test('a worktree commits to its own branch', () =>
  inRepository(async (root) => {
    const other = `${root}-other`;
    git(root, 'worktree', 'add', '--quiet', '-b', 'side', other);
    put(other, 'base/a.yaml', ours('a: side\n'));
    const { branch } = await commit(other);
    assert.is(branch, 'side');
    assert.equal(lastCommit(other), ['M base/a.yaml']);
    assert.equal(statusLines(root), []);
  }));

test('names with blanks, quotes, globs and beyond ASCII', () =>
  inRepository(async (root) => {
    const odd = [
      'base/a b.yaml',
      'base/größe 東京.yaml',
      'base/[ab]*.yaml',
      'base/"q".yaml',
      'base/:(top)x.yaml',
      'base/-m.yaml',
    ];
    for (const path of odd) put(root, path, ours('x: 1\n'));
    put(root, 'base/a', 'by hand\n');
    await commit(root);
    assert.equal(lastCommit(root), odd.map((path) => `A ${path}`).sort());
    for (const path of odd) fs.unlinkSync(join(root, path));
    await commit(root);
    assert.equal(lastCommit(root), odd.map((path) => `D ${path}`).sort());
    assert.equal(statusLines(root), ['?? base/a']);
  }));

test('line ends that git converts make no endless changes', async () => {
  for (const settings of [
    ['core.autocrlf=true'],
    ['core.autocrlf=true', 'core.safecrlf=true'],
    ['core.autocrlf=input'],
  ]) {
    await inRepository(async (root) => {
      for (const setting of settings) git(root, 'config', ...(setting.split('=') as [string, string]));
      put(root, 'base/b.yaml', ours('b: 1\n'));
      assert.equal((await commit(root)).files, ['base/b.yaml']);
      assert.is((await commit(root)).committed, undefined);
      assert.is(git(root, 'show', 'HEAD:base/b.yaml'), ours('b: 1\n'));
      fs.unlinkSync(join(root, 'base/b.yaml'));
      git(root, 'checkout', '--', 'base/b.yaml');
      assert.is((await commit(root)).committed, undefined);
    });
  }
});

test('removed files are known by their header also where git takes them for binary', () =>
  inRepository(async (root) => {
    put(root, '.gitattributes', '* -diff -text\n');
    fs.unlinkSync(join(root, 'base/a.yaml'));
    assert.equal((await commit(root)).files, ['base/a.yaml']);
  }));

test('hundreds of files, each named by itself', () =>
  inRepository(async (root) => {
    const long = 'c'.repeat(200);
    const paths = Array.from({ length: 450 }, (_, i) => `clusters/${long}/${long}/${i}/variables.env`);
    for (const path of paths) put(root, path, ours(`OF='${path}'\n`));
    assert.is((await commit(root, { paths })).files.length, 450);
    assert.equal(statusLines(root), []);
    fs.rmSync(join(root, 'clusters'), { recursive: true });
    assert.is((await commit(root, { paths: [...paths, 'clusters'] })).files.length, 450);
  }));

test.run();
