import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { GitError } from '../../../generator/git/error.ts';
import { git } from '../../support/git.ts';
import { put } from '../../support/sandbox.ts';
import { commit, inRepository, lastCommit, ours } from './support.ts';

/** A repository with a bare remote `origin` that has `main`, not yet followed. */
function withRemote(action: (root: string, remote: string) => Promise<void>): Promise<void> {
  return inRepository(async (root) => {
    const remote = `${root}-remote.git`;
    git(root, 'init', '--quiet', '--template=', '--bare', '--initial-branch=main', remote);
    git(root, 'remote', 'add', 'origin', remote);
    git(root, 'push', '--quiet', 'origin', 'main');
    put(root, 'base/b.yaml', ours('b: 1\n'));
    await action(root, remote);
  });
}

async function failure(root: string, options = {}): Promise<GitError> {
  const error: unknown = await commit(root, { push: true, ...options }).catch((cause) => cause);
  if (!(error instanceof GitError)) throw new Error('expected a GitError');
  assert.is(error.committed, git(root, 'rev-parse', 'HEAD').trim());
  assert.equal(lastCommit(root), ['A base/b.yaml']);
  return error;
}

test('a branch without upstream goes to origin and follows it from then on', () =>
  withRemote(async (root, remote) => {
    const { committed, pushed } = await commit(root, { push: true, branch: 'fleet/x' });
    assert.is(pushed, true);
    assert.is(git(remote, 'rev-parse', 'fleet/x').trim(), committed);
    assert.is(git(root, 'rev-parse', '--abbrev-ref', '@{upstream}'), 'origin/fleet/x\n');
  }));

test('only the current branch is pushed, to its upstream', () =>
  withRemote(async (root, remote) => {
    git(root, 'branch', '--quiet', '--set-upstream-to=origin/main');
    git(root, 'config', 'push.default', 'matching');
    git(root, 'push', '--quiet', 'origin', 'main:side');
    git(root, 'switch', '--quiet', '--create', 'side');
    git(root, 'commit', '--quiet', '--allow-empty', '-m', 'not yet for others');
    git(root, 'switch', '--quiet', 'main');
    const { committed } = await commit(root, { push: true });
    assert.is(git(remote, 'rev-parse', 'main').trim(), committed);
    assert.is(git(remote, 'log', '--format=%s', 'side'), 'start\n');
  }));

test('a push that failed before is made up for, also without a new commit', () =>
  withRemote(async (root, remote) => {
    await commit(root);
    assert.equal(await commit(root, { push: true }), {
      committed: undefined,
      files: [],
      branch: 'main',
      pushed: true,
    });
    assert.is(git(remote, 'rev-parse', 'main'), git(root, 'rev-parse', 'main'));
  }));

test('a remote that has moved on refuses, and the commit stays', () =>
  withRemote(async (root, remote) => {
    const other = `${root}-other`;
    git(root, 'clone', '--quiet', '--template=', remote, other);
    git(
      other,
      '-c',
      'user.name=B',
      '-c',
      'user.email=b@example.com',
      'commit',
      '--quiet',
      '--allow-empty',
      '-m',
      'faster',
    );
    git(other, 'push', '--quiet');
    const error = await failure(root);
    assert.is(error.code, 'push-failed');
    assert.match(error.help, 'The commit is kept');
  }));

test('a remote that cannot be reached', () =>
  withRemote(async (root) => {
    git(root, 'remote', 'set-url', 'origin', join(root, 'nowhere.git'));
    assert.is((await failure(root)).code, 'push-failed');
  }));

test('no remote, or several of which none is origin', () =>
  withRemote(async (root) => {
    git(root, 'remote', 'remove', 'origin');
    assert.is((await failure(root)).code, 'no-remote');
    git(root, 'remote', 'add', 'one', '/nowhere/1');
    git(root, 'remote', 'add', 'two', '/nowhere/2');
    const error = await commit(root, { push: true }).catch((cause) => cause);
    assert.is(error.code, 'no-remote');
  }));

test('the only remote is taken whatever its name', () =>
  withRemote(async (root, remote) => {
    git(root, 'remote', 'rename', 'origin', 'forge');
    const { committed } = await commit(root, { push: true });
    assert.is(git(remote, 'rev-parse', 'main').trim(), committed);
  }));

test('an upstream of another name is not pushed to unless push.default says so', () =>
  withRemote(async (root, remote) => {
    git(root, 'switch', '--quiet', '--create', 'feature', '--track', 'origin/main');
    const error = await failure(root);
    assert.is(error.code, 'push-failed');
    assert.match(error.message, 'origin/main');
    git(root, 'config', 'push.default', 'upstream');
    await commit(root, { push: true });
    assert.is(git(remote, 'rev-parse', 'main'), git(root, 'rev-parse', 'feature'));
  }));

test('a branch that follows a local one does not move that', () =>
  withRemote(async (root, remote) => {
    git(root, 'switch', '--quiet', '--create', 'feature', '--track', 'main');
    const { committed } = await commit(root, { push: true });
    assert.is(git(remote, 'rev-parse', 'feature').trim(), committed);
    assert.is(git(root, 'log', '--format=%s', 'main'), 'start\n');
  }));

test.run();
