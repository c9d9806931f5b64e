import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { forkPoint } from '../../../generator/git/upstream.ts';
import { workTreeOf } from '../../../generator/git/worktree.ts';
import type { Repository } from '../../support/git.ts';
import { run } from '../../support/run.ts';
import { runner, withClone } from './support.ts';

const REMOTE_HEAD = 'refs/remotes/origin/HEAD';

function found(cwd: string, env: Record<string, string> = {}): string | undefined {
  const git = runner(cwd, env);
  return forkPoint(git, workTreeOf(git).gitFolder, { cwd, env });
}

function commit(repository: Repository, message: string): string {
  repository.git('commit', '--quiet', '--allow-empty', '-m', message);
  return headOf(repository);
}

function headOf(repository: Repository, revision = 'HEAD'): string {
  return repository.git('rev-parse', revision).trim();
}

test('in an empty repository, and in one of its own, nothing is found', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'poolwright-outside-')));
  try {
    assert.throws(() => found(folder), 'not a git repository');
    run('git', ['init', '--quiet'], folder);
    assert.is(found(folder), undefined, 'before the first commit');
    run('git', ['commit', '--quiet', '--allow-empty', '-m', 'first'], folder);
    run('git', ['remote', 'add', 'origin', 'https://git.example.com/web.git'], folder);
    assert.is(found(folder), undefined);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a branch forks from its upstream, and one without from the default branch of origin', () =>
  withClone((clone) => {
    const start = headOf(clone);
    commit(clone, 'ours');
    assert.is(found(clone.folder), start, 'from a folder below');
    clone.git('switch', '--quiet', '-c', 'feature');
    assert.is(found(clone.top), start);
    clone.git('pack-refs', '--all');
    assert.is(found(clone.top), start, 'packed');
    clone.git('remote', 'set-head', 'origin', '--delete');
    assert.is(found(clone.top), undefined);
    clone.git('switch', '--quiet', '--detach', 'main');
    assert.is(found(clone.top), undefined, 'and no branch');
    clone.git('switch', '--quiet', '-c', 'odd"Name', '--track', 'main');
    const tracked = headOf(clone);
    commit(clone, 'odd');
    assert.is(found(clone.top), tracked, 'of a local branch');
  }));

test('in linked work trees, and by settings in an included file', () =>
  withClone((clone) => {
    const start = headOf(clone);
    clone.git('worktree', 'add', '--quiet', 'linked', '-b', 'linked', '--track', 'origin/main');
    clone.git('remote', 'set-head', 'origin', '--delete');
    run('git', ['commit', '--quiet', '--allow-empty', '-m', 'linked'], join(clone.top, 'linked'));
    assert.is(found(join(clone.top, 'linked/deep')), start);
    clone.git('switch', '--quiet', '-c', 'feature');
    commit(clone, 'feature');
    clone.write('.git/more', '[branch "feature"]\n\tremote = origin\n\tmerge = refs/heads/main\n');
    assert.is(found(clone.top), undefined);
    clone.git('config', 'include.path', 'more');
    assert.is(found(clone.top), start);
  }));

test('a rebase counts for the branch that it works on', () =>
  withClone((clone) => {
    const start = headOf(clone);
    clone.git('remote', 'set-head', 'origin', '--delete');
    commit(clone, 'one');
    commit(clone, 'two');
    const editor = { GIT_SEQUENCE_EDITOR: "sed -i 's/^pick/edit/'" };
    run('git', ['rebase', '--quiet', '-i', 'HEAD~2'], clone.top, { env: editor });
    assert.is(clone.git('rev-parse', '--abbrev-ref', 'HEAD').trim(), 'HEAD');
    assert.is(found(clone.top), start);
  }));

test('what a merge brings in counts, by its file and by the variables that git sets for a hook', () =>
  withClone((clone) => {
    const start = headOf(clone);
    clone.git('switch', '--quiet', '-c', 'other');
    const other = commit(clone, 'other');
    clone.git('switch', '--quiet', 'main');
    clone.git('update-ref', 'refs/remotes/origin/main', other);
    assert.is(found(clone.folder), start);
    assert.is(found(clone.folder, { [`GITHEAD_${other}`]: 'other' }), other);
    clone.git('merge', '--quiet', '--no-ff', '--no-commit', 'other');
    assert.is(found(clone.folder), other);
  }));

test('the remote’s default branch is followed by name', () =>
  withClone((clone) => {
    assert.is(clone.git('symbolic-ref', REMOTE_HEAD).trim(), 'refs/remotes/origin/main');
    clone.git('switch', '--quiet', '-c', 'feature');
    const ahead = commit(clone, 'pushed');
    clone.git('update-ref', 'refs/remotes/origin/main', ahead);
    commit(clone, 'not pushed');
    assert.is(found(clone.top), ahead);
  }));

test.run();
