import { chmodSync, existsSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { change } from '../../support/fleets.ts';
import type { Repository } from '../../support/git.ts';
import { poolwright } from '../../support/poolwright.ts';
import { CLI, type CommandResult, PROJECT, run } from '../../support/run.ts';
import { FLEET, hooks, withFleet } from './support.ts';

const RAISED = change(FLEET, 'cpu: "200"', 'cpu: "300"');

function withHooks<T>(use: (repository: Repository) => T, below = ''): T {
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
  assert.match(stderr, 'the commit is blocked');
}

function passed({ status, stderr }: CommandResult): void {
  assert.is(status, 0, stderr);
}

test('a good commit passes, a bad one is stopped, and so are commit -a and --amend', () =>
  withHooks((repository) => {
    repository.write('fleet.yaml', RAISED);
    stopped(repository.tryGit('commit', '-am', 'without its tree'));
    repository.generate();
    passed(repository.tryGit('commit', '-am', 'with its tree'));
    repository.write('README.md', 'of no matter\n');
    passed(repository.tryGit('commit', '-am', 'other'));
    repository.write('fleet.yaml', FLEET);
    stopped(repository.tryGit('commit', '-a', '--amend', '--no-edit'));
    stopped(repository.tryGit('commit', '-m', 'by path', 'fleet.yaml'));
    assert.is(repository.git('rev-list', '--count', 'HEAD').trim(), '3');
  }));

test('a file that is committed by its path is validated as that commit holds it', () =>
  withHooks((repository) => {
    repository.write('fleet.yaml', RAISED);
    repository.generate();
    repository.git('add', 'fleet.yaml');
    stopped(repository.tryGit('commit', '-m', 'only what is staged'));
    passed(repository.tryGit('commit', '-m', 'both', 'fleet.yaml', 'overlays'));
  }));

test('a first commit, one from below the top, and one in a linked work tree', () =>
  withHooks((repository) => {
    repository.git('worktree', 'add', '--quiet', 'linked', '-b', 'linked');
    repository.write('linked/a b/fleet.yaml', RAISED);
    const linked = join(repository.top, 'linked/a b/overlays');
    stopped(run('git', ['commit', '-am', 'in a linked work tree'], linked));
    passed(run('git', ['commit', '--allow-empty', '-m', 'nothing'], linked));
    repository.git('switch', '--quiet', '--orphan', 'first');
    repository.write('a b/fleet.yaml', FLEET);
    repository.git('add', 'a b');
    stopped(repository.tryGit('commit', '-m', 'first'));
    repository.generate();
    repository.git('add', 'a b');
    passed(repository.tryGit('commit', '-m', 'first'));
  }, 'a b'));

test('a merge that git commits by itself, and one that is resolved by hand', () =>
  withHooks((repository) => {
    repository.git('switch', '--quiet', '-c', 'other');
    repository.write('fleet.yaml', RAISED);
    repository.git('commit', '--quiet', '--no-verify', '-am', 'without its tree');
    repository.git('switch', '--quiet', 'main');
    repository.write('README.md', 'ours\n');
    repository.git('commit', '--quiet', '-am', 'ours');
    stopped(repository.tryGit('merge', 'other'));
    repository.generate();
    repository.git('add', '.');
    passed(repository.tryGit('commit', '-m', 'merge other'));
    assert.is(repository.git('rev-list', '--count', '--merges', 'HEAD').trim(), '1');
  }));

test('a commit that is edited in a rebase', () =>
  withHooks((repository) => {
    repository.write('README.md', 'second\n');
    repository.git('commit', '--quiet', '-am', 'second');
    const editor = { GIT_SEQUENCE_EDITOR: "sed -i 's/^pick/edit/'" };
    passed(run('git', ['rebase', '--quiet', '-i', 'HEAD~1'], repository.top, { env: editor }));
    repository.write('fleet.yaml', RAISED);
    repository.git('add', '.');
    stopped(repository.tryGit('commit', '--amend', '--no-edit'));
    repository.generate();
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
      /pre-commit: installed; the previous hook is now .*before-poolwright/,
    );
    assert.match(hooks(repository).stdout, /pre-commit: already installed/);
    passed(repository.tryGit('commit', '--allow-empty', '-m', 'one'));
    repository.write('refuse', '');
    assert.is.not(repository.tryGit('commit', '--allow-empty', '-m', 'two').status, 0);
    assert.is(repository.read('called'), 'theirs 0\ntheirs 0\n');
    assert.match(hooks(repository, 'uninstall').stdout, 'removed; the previous hook is restored');
    assert.match(repository.read('.git/hooks/pre-commit'), 'theirs');
    assert.match(hooks(repository, 'uninstall').stdout, 'pre-commit: another hook, which was left alone');
    assert.not(existsSync(join(repository.top, '.git/hooks/pre-merge-commit')));
  }));

test('core.hooksPath is where hooks go when it is set', () =>
  withFleet((repository) => {
    repository.git('config', 'core.hooksPath', 'my hooks');
    assert.match(hooks(repository).stdout, join(repository.top, 'my hooks/pre-commit'));
    repository.write('fleet.yaml', RAISED);
    stopped(repository.tryGit('commit', '-am', 'bad'));
  }));

test('on a branch without the folder of the fleet the hook accepts', () =>
  withHooks((repository) => {
    repository.git('switch', '--quiet', '--orphan', 'pages');
    rmSync(join(repository.top, 'fleet'), { recursive: true, force: true });
    repository.write('index.html', '');
    repository.git('add', '.');
    passed(repository.tryGit('commit', '-m', 'pages'));
  }, 'fleet'));

test('status says what is installed, and its exit code whether all is', () =>
  withFleet((repository) => {
    const status = (): CommandResult => poolwright(repository.folder, ['hooks', 'status']);
    assert.is(status().status, 1);
    assert.match(status().stdout, /pre-commit: not installed\n.*pre-merge-commit: not installed\n/);
    repository.write('.git/hooks/pre-commit', '#!/bin/sh\n');
    assert.match(status().stdout, 'pre-commit: another hook');
    hooks(repository);
    assert.is(status().status, 0);
    assert.match(status().stdout, 'pre-commit: installed, and runs the previous hook first');
    const wrong = poolwright(repository.folder, ['hooks', 'remove']);
    assert.is(wrong.status, 2);
    assert.match(wrong.stderr, 'help: Run poolwright hooks install');
  }));

test('a hook that is a link, and one that git does not run, come back as they were', () =>
  withFleet((repository) => {
    const hook = join(repository.top, '.git/hooks/pre-commit');
    repository.write('their hook', '#!/bin/sh\necho linked >> called\n');
    chmodSync(join(repository.top, 'their hook'), 0o755);
    repository.write('.git/hooks/pre-merge-commit', 'not executable\n');
    symlinkSync(join(repository.top, 'their hook'), hook);
    hooks(repository);
    passed(repository.tryGit('commit', '--allow-empty', '-m', 'one'));
    assert.is(repository.read('called'), 'linked\n');
    assert.is(
      repository.read('their hook'),
      '#!/bin/sh\necho linked >> called\n',
      'nothing is written through it',
    );
    hooks(repository, 'uninstall');
    assert.is(readlinkSync(hook), join(repository.top, 'their hook'));
    assert.is(repository.read('.git/hooks/pre-merge-commit'), 'not executable\n');
  }));

/** Expects that `hooks install` refuses and changes nothing. */
function refused(repository: Repository, says: string, env: Record<string, string> = {}): void {
  const { status, stderr } = poolwright(repository.folder, ['hooks', 'install'], env);
  assert.is(status, 3, stderr);
  assert.match(stderr, says);
  assert.match(stderr, 'help: ');
}

test('hooks of husky, and of all repositories of a user, are left alone', () =>
  withFleet((repository) => {
    const shared = join(repository.top, '..', `${basename(repository.top)}-hooks`);
    repository.git('config', 'core.hooksPath', '.husky/_');
    refused(repository, 'npx poolwright gate');
    assert.not(existsSync(join(repository.top, '.husky')));
    repository.git('config', '--unset', 'core.hooksPath');
    const config = join(repository.top, '.git/global');
    repository.write('.git/global', `[core]\n\thooksPath = ${shared}\n`);
    refused(repository, 'which other repositories may also use', { GIT_CONFIG_GLOBAL: config });
    assert.not(existsSync(shared));
  }));

test('where both names are taken by others nothing is changed', () =>
  withFleet((repository) => {
    repository.write('.git/hooks/pre-merge-commit', 'one');
    repository.write('.git/hooks/pre-merge-commit.before-poolwright', 'two');
    refused(repository, 'already exists');
    assert.not(existsSync(join(repository.top, '.git/hooks/pre-commit')));
    assert.is(repository.read('.git/hooks/pre-merge-commit'), 'one');
  }));

test('installed from a linked work tree they are those of all work trees', () =>
  withFleet((repository) => {
    repository.git('worktree', 'add', '--quiet', 'linked', '-b', 'linked');
    const linked = join(repository.top, 'linked');
    const { status, stdout } = poolwright(linked, ['hooks', 'install']);
    assert.is(status, 0);
    assert.match(stdout, join(repository.top, '.git/hooks/pre-commit'));
    repository.write('fleet.yaml', RAISED);
    stopped(repository.tryGit('commit', '-am', 'bad'));
  }));

test('a package in the repository runs from there; one that is gone stops the commit and says why', () =>
  withFleet((repository) => {
    repository.write('.gitignore', 'node_modules\n');
    repository.write('node_modules/poolwright/dist/cli.cjs', `import(${JSON.stringify(CLI)});\n`);
    const local = join(repository.top, 'node_modules/poolwright/dist/cli.cjs');
    assert.is(run(process.execPath, [local, 'hooks', 'install'], repository.top).status, 0);
    assert.match(
      repository.read('.git/hooks/pre-commit'),
      "for program in 'node_modules/poolwright/dist/cli.cjs' ",
    );
    repository.write('fleet.yaml', RAISED);
    stopped(repository.tryGit('commit', '-am', 'bad'));
    rmSync(join(repository.top, 'node_modules'), { recursive: true });
    const lost = repository.tryGit('commit', '-am', 'bad');
    assert.is.not(lost.status, 0);
    assert.match(lost.stderr, 'poolwright was not found: run poolwright hooks install again');
  }));

test('docs/gate.md shows what git commit prints', () =>
  withHooks((repository) => {
    repository.write('fleet.yaml', RAISED);
    const { stderr } = repository.tryGit('commit', '-am', 'More room in prod');
    const [, sample = ''] =
      /git commit -m 'More room in prod'\n((?: {4}.*\n)+)/.exec(
        readFileSync(join(PROJECT, 'docs/gate.md'), 'utf8'),
      ) ?? [];
    const lines = sample.split('\n').filter((line) => line.trim() !== '' && line.trim() !== '…');
    assert.is(lines.length, 3);
    for (const line of lines) assert.match(stderr, line.slice(4));
  }));

test.run();
