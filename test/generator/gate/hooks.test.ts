import { chmodSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { change } from '../../support/fleets.ts';
import type { Repository } from '../../support/git.ts';
import { type CommandResult, run } from '../../support/run.ts';
import { FLEET, hooks, withFleet } from './support.ts';

const RAISED = change(FLEET, 'cpu: "200"', 'cpu: "300"');

function withHooks(use: (repository: Repository) => unknown, below = ''): Promise<void> {
  return withFleet(
    (repository) => {
      hooks(repository);
      return use(repository);
    },
    { below },
  );
}

function stopped({ status, stderr }: CommandResult): void {
  assert.is.not(status, 0, stderr);
  assert.match(stderr, 'the commit is stopped');
}

function passed({ status, stderr }: CommandResult): void {
  assert.is(status, 0, stderr);
}

test('a good commit passes, a bad one is stopped, and so are commit -a and --amend', () =>
  withHooks(async (repository) => {
    repository.write('fleet.yaml', RAISED);
    stopped(repository.tryGit('commit', '-am', 'without its tree'));
    await repository.generate();
    passed(repository.tryGit('commit', '-am', 'with its tree'));
    repository.write('README.md', 'of no matter\n');
    passed(repository.tryGit('commit', '-am', 'other'));
    repository.write('fleet.yaml', FLEET);
    stopped(repository.tryGit('commit', '-a', '--amend', '--no-edit'));
    stopped(repository.tryGit('commit', '-m', 'by path', 'fleet.yaml'));
    assert.is(repository.git('rev-list', '--count', 'HEAD').trim(), '3');
  }));

test('a file that is committed by its path is judged as that commit holds it', () =>
  withHooks(async (repository) => {
    repository.write('fleet.yaml', RAISED);
    await repository.generate();
    repository.git('add', 'fleet.yaml');
    stopped(repository.tryGit('commit', '-m', 'only what is staged'));
    passed(repository.tryGit('commit', '-m', 'both', 'fleet.yaml', 'overlays'));
  }));

test('a first commit, one from below the top, and one in a linked work tree', () =>
  withHooks(async (repository) => {
    repository.git('worktree', 'add', '--quiet', 'linked', '-b', 'linked');
    repository.write('linked/a b/fleet.yaml', RAISED);
    const linked = join(repository.top, 'linked/a b/overlays');
    stopped(run('git', ['commit', '-am', 'in a linked work tree'], linked));
    passed(run('git', ['commit', '--allow-empty', '-m', 'nothing'], linked));
    repository.git('switch', '--quiet', '--orphan', 'first');
    repository.write('a b/fleet.yaml', FLEET);
    repository.git('add', 'a b');
    stopped(repository.tryGit('commit', '-m', 'first'));
    await repository.generate();
    repository.git('add', 'a b');
    passed(repository.tryGit('commit', '-m', 'first'));
  }, 'a b'));

test('a merge that git commits by itself, and one that is resolved by hand', () =>
  withHooks(async (repository) => {
    repository.git('switch', '--quiet', '-c', 'other');
    repository.write('fleet.yaml', RAISED);
    repository.git('commit', '--quiet', '--no-verify', '-am', 'without its tree');
    repository.git('switch', '--quiet', 'main');
    repository.write('README.md', 'ours\n');
    repository.git('commit', '--quiet', '-am', 'ours');
    stopped(repository.tryGit('merge', 'other'));
    await repository.generate();
    repository.git('add', '.');
    passed(repository.tryGit('commit', '-m', 'merge other'));
    assert.is(repository.git('rev-list', '--count', '--merges', 'HEAD').trim(), '1');
  }));

test('a commit that is edited in a rebase', () =>
  withHooks(async (repository) => {
    repository.write('README.md', 'second\n');
    repository.git('commit', '--quiet', '-am', 'second');
    const editor = { GIT_SEQUENCE_EDITOR: "sed -i 's/^pick/edit/'" };
    passed(run('git', ['rebase', '--quiet', '-i', 'HEAD~1'], repository.top, { env: editor }));
    repository.write('fleet.yaml', RAISED);
    repository.git('add', '.');
    stopped(repository.tryGit('commit', '--amend', '--no-edit'));
    await repository.generate();
    repository.git('add', '.');
    passed(repository.tryGit('commit', '--amend', '--no-edit'));
    passed(repository.tryGit('rebase', '--continue'));
  }));

test('a hook that was there is kept, called first, and put back', () =>
  withFleet((repository) => {
    const hook = join(repository.top, '.git/hooks/pre-commit');
    repository.write('.git/hooks/pre-commit', '#!/bin/sh\necho "theirs $#" >> called\ntest ! -e refuse\n');
    chmodSync(hook, 0o755);
    assert.match(
      hooks(repository).stdout,
      /pre-commit: installed; the hook that was there is now .*before-poolwright/,
    );
    assert.match(hooks(repository).stdout, /pre-commit: was installed already/);
    passed(repository.tryGit('commit', '--allow-empty', '-m', 'one'));
    repository.write('refuse', '');
    assert.is.not(repository.tryGit('commit', '--allow-empty', '-m', 'two').status, 0);
    assert.is(repository.read('called'), 'theirs 0\ntheirs 0\n');
    assert.match(hooks(repository, 'uninstall').stdout, 'removed; the hook that was there before is back');
    assert.match(repository.read('.git/hooks/pre-commit'), 'theirs');
    assert.match(hooks(repository, 'uninstall').stdout, 'pre-commit: is not ours, and was left alone');
    assert.not(existsSync(join(repository.top, '.git/hooks/pre-merge-commit')));
  }));

test('core.hooksPath is where hooks go when it is set', () =>
  withFleet((repository) => {
    repository.git('config', 'core.hooksPath', 'my hooks');
    assert.match(hooks(repository).stdout, join(repository.top, 'my hooks/pre-commit'));
    repository.write('fleet.yaml', RAISED);
    stopped(repository.tryGit('commit', '-am', 'bad'));
  }));

test('on a branch without the folder of the fleet the hook lets pass', () =>
  withHooks((repository) => {
    repository.git('switch', '--quiet', '--orphan', 'pages');
    rmSync(join(repository.top, 'fleet'), { recursive: true, force: true });
    repository.write('index.html', '');
    repository.git('add', '.');
    passed(repository.tryGit('commit', '-m', 'pages'));
  }, 'fleet'));

test.run();
