import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { findUpstream } from '../../../generator/git/upstream.ts';
import { Repository, run } from './support.ts';

const REMOTE_HEAD = 'refs/remotes/origin/HEAD';

function names(cwd: string, env: Record<string, string> = {}): readonly string[] {
  return findUpstream(cwd, { cwd, env }).names;
}

/** Calls `use` with a clone of a repository with one commit on `main`. */
function withClone(use: (clone: Repository, origin: Repository) => void): void {
  const origin = new Repository('deep');
  const clone = new Repository('deep');
  try {
    origin.write('deep/file', 'text\n');
    origin.git('add', '.');
    origin.git('commit', '--quiet', '-m', 'start');
    rmSync(clone.top, { recursive: true });
    run('/', 'git', ['clone', '--quiet', origin.top, clone.top]);
    use(clone, origin);
  } finally {
    origin.remove();
    clone.remove();
  }
}

/** Whether git finds an upstream by one of the names. */
function gitAgrees(cwd: string): boolean {
  return names(cwd).some((name) => run(cwd, 'git', ['rev-parse', '--verify', '--quiet', name]).status === 0);
}

test('outside of a repository, and in one of its own, there is none', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'poolwright-outside-')));
  try {
    assert.equal(names(folder), []);
    run(folder, 'git', ['init', '--quiet']);
    assert.equal(names(folder), [], 'before the first commit');
    run(folder, 'git', ['commit', '--quiet', '--allow-empty', '-m', 'first']);
    run(folder, 'git', ['remote', 'add', 'origin', 'https://git.example.com/web.git']);
    assert.equal(names(folder), []);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a clone has the upstream of its branch, and the branch of its remote for those without', () =>
  withClone((clone) => {
    assert.equal(names(clone.folder), ['main@{upstream}', REMOTE_HEAD], 'from a folder below');
    clone.git('switch', '--quiet', '-c', 'feature');
    assert.equal(names(clone.folder), [REMOTE_HEAD]);
    clone.git('pack-refs', '--all');
    assert.equal(names(clone.folder), [REMOTE_HEAD]);
    assert.ok(gitAgrees(clone.folder));
    clone.git('remote', 'set-head', 'origin', '--delete');
    assert.equal(names(clone.folder), []);
    clone.git('switch', '--quiet', '--detach', 'main');
    assert.equal(names(clone.folder), [], 'and no branch');
    clone.git('switch', '--quiet', '-c', 'odd"Name', '--track', 'main');
    assert.equal(names(clone.folder), ['odd"Name@{upstream}'], 'of a local branch');
    assert.ok(gitAgrees(clone.folder));
  }));

test('in linked work trees and submodules git keeps its files elsewhere', () =>
  withClone((clone, origin) => {
    clone.git('worktree', 'add', '--quiet', 'linked', '-b', 'linked', '--track', 'origin/main');
    clone.git('worktree', 'add', '--quiet', 'loose', '-b', 'loose');
    assert.equal(names(join(clone.top, 'linked/deep')), ['linked@{upstream}', REMOTE_HEAD]);
    assert.equal(names(join(clone.top, 'loose')), [REMOTE_HEAD]);
    const allowed = ['-c', 'protocol.file.allow=always'];
    clone.git(...allowed, 'submodule', '--quiet', 'add', origin.top, 'below/module');
    const module = join(clone.top, 'below/module/deep');
    assert.equal(names(module), ['main@{upstream}', REMOTE_HEAD]);
    assert.ok(gitAgrees(module));
  }));

test('what is not plain is left to git', () =>
  withClone((clone) => {
    clone.git('switch', '--quiet', '-c', 'feature');
    clone.git('remote', 'set-head', 'origin', '--delete');
    clone.write('.git/more', '[branch "feature"]\n\tremote = origin\n\tmerge = refs/heads/main\n');
    assert.equal(names(clone.top), []);
    clone.git('config', 'include.path', 'more');
    assert.equal(names(clone.top), ['feature@{upstream}', REMOTE_HEAD]);
    assert.ok(gitAgrees(clone.top));
  }));

test('the repository that git names in its variables is the one that is looked at', () =>
  withClone((clone) => {
    const elsewhere = new Repository();
    try {
      const env = { GIT_DIR: join(clone.top, '.git') };
      assert.equal(names(elsewhere.top, env), ['main@{upstream}', REMOTE_HEAD]);
      const { names: outside } = findUpstream(elsewhere.top, { cwd: clone.top, env: { GIT_DIR: '.git' } });
      assert.equal(outside, [], 'but not for a fleet outside of its work tree');
    } finally {
      elsewhere.remove();
    }
  }));

test('what is the same where the folder, HEAD and its upstream are, is known without git', () =>
  withClone((clone) => {
    const identity = (cwd = clone.folder): string | undefined => findUpstream(cwd, { cwd, env: {} }).identity;
    const start = identity();
    assert.match(start ?? '', clone.git('rev-parse', 'HEAD').trim());
    assert.is.not(identity(clone.top), start);
    clone.git('pack-refs', '--all');
    assert.is(identity(), start);
    clone.git('commit', '--quiet', '--allow-empty', '-m', 'ours');
    const ahead = identity();
    assert.is.not(ahead, start);
    clone.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    assert.is.not(identity(), ahead);
    clone.write('.git/shallow', '');
    assert.is(identity(), undefined, 'more may be fetched');
    rmSync(join(clone.top, '.git/shallow'));
    clone.git('symbolic-ref', REMOTE_HEAD, 'refs/remotes/origin/round');
    clone.git('symbolic-ref', 'refs/remotes/origin/round', REMOTE_HEAD);
    assert.is(identity(), undefined, 'in a circle');
  }));

test('a merge under way is told by its file, or by the variables that git sets for a hook', () =>
  withClone((clone) => {
    clone.git('switch', '--quiet', '-c', 'other');
    clone.git('commit', '--quiet', '--allow-empty', '-m', 'other');
    const other = clone.git('rev-parse', 'HEAD').trim();
    clone.git('switch', '--quiet', 'main');
    const merged = (env: Record<string, string> = {}): readonly string[] =>
      findUpstream(clone.folder, { cwd: clone.folder, env }).merged;
    assert.equal(merged(), []);
    assert.equal(merged({ [`GITHEAD_${other}`]: 'other' }), [other]);
    clone.git('merge', '--quiet', '--no-ff', '--no-commit', 'other');
    assert.equal(merged(), [other]);
  }));

test.run();
