import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { change } from '../../support/fleets.ts';
import { Repository } from '../../support/git.ts';
import { run } from '../../support/run.ts';
import { removeAfter } from '../../support/sandbox.ts';
import { DYNAMIC, hooks, reported, STATIC, withFleet } from './support.ts';

const BOTH = change(DYNAMIC, 'role:', 'instanceProfile: both\n        role:');

const raised = (fleet: string): string => change(fleet, 'team: one', 'team: two');

function stage(repository: Repository, fleet: string): void {
  repository.write('fleet.yaml', fleet);
  repository.generate();
  repository.git('add', '.');
}

function commit(repository: Repository, fleet: string): void {
  stage(repository, fleet);
  repository.git('commit', '--quiet', '--no-verify', '-m', 'changed');
}

/** The codes of what the API server says; not of what is legal and may be wrong. */
function codes(repository: Repository, ...args: string[]): string[] {
  const all = reported(repository.gate('--format', 'json', ...args)).codes;
  return [...new Set(all)].filter((code) => /^(update|crd)-/.test(code));
}

/** Calls `use` with a repository whose only commit holds `DYNAMIC`, or another one, below a folder. */
function withCommit<T>(
  use: (repository: Repository) => T,
  { fleet = DYNAMIC, below = '', broken = false } = {},
): T {
  return withFleet(use, { fleet, below, broken });
}

/** Calls `use` with a repository whose only commit is pushed to a branch that `main` follows. */
function withUpstream(use: (repository: Repository) => void): void {
  withCommit((repository) =>
    removeAfter(new Repository('', '--bare'), (remote) => {
      repository.git('remote', 'add', 'origin', remote.top);
      repository.git('push', '--quiet', '--set-upstream', 'origin', 'main');
      use(repository);
    }),
  );
}

test('without an upstream a commit updates what HEAD has', () =>
  withCommit((repository) => {
    stage(repository, STATIC);
    const result = repository.gate();
    assert.is(result.status, 1);
    const head = repository.git('rev-parse', '--short=10', 'HEAD').trim();
    assert.match(result.stderr, 'error[update-rejected]: as an update of what clusters have');
    assert.match(result.stderr, `at HEAD (${head}) it is absent (fleet.yaml:`);
    assert.equal(codes(repository, '--base', 'none'), []);
    assert.equal(codes(repository, '--base', 'HEAD'), ['update-rejected']);
  }));

test('with an upstream it updates what was pushed, so what was not can still be put right', () =>
  withUpstream((repository) => {
    commit(repository, STATIC);
    stage(repository, raised(STATIC));
    assert.equal(codes(repository), ['update-rejected'], 'also where HEAD has it already');
    assert.equal(codes(repository, '--base', 'HEAD'), []);
    stage(repository, raised(DYNAMIC));
    assert.equal(codes(repository), [], 'back to what clusters have');
    assert.equal(codes(repository, '--base', 'HEAD'), ['update-rejected']);
    repository.git('commit', '--quiet', '--no-verify', '-m', 'back');
    repository.git('push', '--quiet');
    stage(repository, raised(STATIC));
    assert.equal(codes(repository), ['update-rejected'], 'an amended commit that was pushed');
  }));

test('only the environments that the change can alter are validated', () =>
  withUpstream((repository) => {
    commit(repository, STATIC);
    stage(repository, raised(STATIC));
    const said = repository.gate().stderr;
    assert.match(said, 'error[update-rejected]');
    assert.match(said, 'prod-1');
    assert.not.match(said, 'dev-1');
    assert.match(repository.gate('--all').stderr, 'dev-1');
  }));

test('what is wrong and did not change is accepted with a warning, but not where nothing changed', () =>
  withCommit(
    (repository) => {
      assert.equal(codes(repository, '--all'), ['crd-rule'], 'as in CI, where nothing is staged');
      repository.write('fleet.yaml', raised(BOTH));
      repository.generate(true);
      repository.git('add', '.');
      const result = repository.gate();
      assert.is(result.status, 0, result.stderr);
      assert.match(result.stderr, 'warning[update-ratcheted]');
      assert.equal(codes(repository, '--base', 'none'), ['crd-rule']);
    },
    { fleet: BOTH, broken: true },
  ));

test('a first commit brings all as new, and a revision that is not there is reported', () =>
  withCommit((repository) => {
    repository.git('switch', '--quiet', '--orphan', 'first');
    stage(repository, STATIC);
    assert.equal(codes(repository), []);
    assert.equal(codes(repository, '--base', 'main'), ['update-rejected']);
    const unknown = repository.gate('--base', 'mainn');
    assert.is(unknown.status, 2);
    assert.match(unknown.stderr, 'the repository has no revision mainn');
    assert.match(unknown.stderr, 'Did you mean main?');
    const none = repository.gate('--base', 'auto');
    assert.is(none.status, 2);
    assert.match(none.stderr, 'the branch has no upstream to compare with');
  }));

test('a change since a commit updates what that commit has', () =>
  withUpstream((repository) => {
    commit(repository, STATIC);
    commit(repository, raised(STATIC));
    assert.equal(codes(repository, '--since', 'HEAD~1'), []);
    assert.equal(codes(repository, '--since', 'HEAD~2'), ['update-rejected']);
    assert.equal(codes(repository, '--since', 'HEAD~2', '--base', 'HEAD~1'), []);
  }));

test('a fleet that could not be read before is not a base, and that is reported', () =>
  withCommit((repository) => {
    repository.write('fleet.yaml', 'spec: [');
    repository.git('commit', '--quiet', '--no-verify', '-am', 'no fleet');
    stage(repository, STATIC);
    const result = repository.gate();
    assert.is(result.status, 0, result.stderr);
    assert.match(result.stderr, 'warning[base-unreadable]: updates are not checked: the fleet at HEAD (');
  }));

/** A fleet that declares a part of itself in another file. */
const PARTED = change(DYNAMIC, 'kind: Fleet\n', 'kind: Fleet\ninclude: [parts/*.yaml]\n');
const PART = 'spec: { variables: { EXTRA: { description: more } } }\n';

test('a file that the fleet names no more is still read of what was there before', () =>
  withFleet(
    (repository) => {
      stage(repository, STATIC);
      assert.equal(codes(repository), ['update-rejected']);
      assert.not.match(repository.gate().stderr, 'base-unreadable');
    },
    { fleet: PARTED, files: { 'parts/a.yaml': PART } },
  ));

test('what the work tree has is no more than a guess at what is staged', () =>
  withFleet(
    (repository) => {
      stage(repository, change(STATIC, 'kind: Fleet\n', 'kind: Fleet\ninclude: [parts/*.yaml]\n'));
      repository.write('fleet.yaml', DYNAMIC);
      repository.write('parts/a.yaml', 'spec: { nothing: {} }\n');
      assert.equal(codes(repository), ['update-rejected']);
    },
    { fleet: PARTED, files: { 'parts/a.yaml': PART } },
  ));

test('where the fleet was is reported from the top of the repository', () =>
  withCommit(
    (repository) => {
      repository.write('plat form/fleet.yaml', STATIC);
      repository.generate();
      repository.git('add', '.');
      assert.match(repository.gate().stderr, 'it is absent (plat form/fleet.yaml:');
    },
    { below: 'plat form' },
  ));

/** Pushes a switch that its clusters were made ready for, and goes to a branch that left its upstream before. */
function leaveBefore(repository: Repository): void {
  repository.git('switch', '--quiet', '-c', 'feature', '--track', 'origin/main');
  repository.git('switch', '--quiet', 'main');
  commit(repository, STATIC);
  repository.git('push', '--quiet');
  repository.git('switch', '--quiet', 'feature');
  repository.write('README.md', 'theirs\n');
  repository.git('commit', '--quiet', '-am', 'other');
  hooks(repository);
}

test('a merge updates what it has in common with the upstream, also by the merged branch', () =>
  withUpstream((repository) => {
    leaveBefore(repository);
    const merged = repository.tryGit('merge', '--quiet', '--no-edit', 'origin/main');
    assert.is(merged.status, 0, merged.stderr);
    repository.git('reset', '--quiet', '--hard', 'HEAD~1');
    assert.is(repository.tryGit('merge', '--quiet', '--no-commit', 'origin/main').status, 0);
    const resolved = repository.tryGit('commit', '--quiet', '-m', 'by hand');
    assert.is(resolved.status, 0, resolved.stderr);
  }));

test('a merge that brings a change to what clusters have is stopped', () =>
  withUpstream((repository) => {
    hooks(repository);
    repository.git('switch', '--quiet', '-c', 'other');
    commit(repository, STATIC);
    repository.git('switch', '--quiet', 'main');
    const merged = repository.tryGit('merge', '--quiet', '--no-ff', '--no-edit', 'other');
    assert.is.not(merged.status, 0);
    assert.match(merged.stderr, 'error[update-rejected]');
  }));

test('in a rebase, which leaves the branch, its upstream still counts', () =>
  withUpstream((repository) => {
    leaveBefore(repository);
    const editor = { GIT_SEQUENCE_EDITOR: "sed -i 's/^pick/edit/'" };
    assert.is(
      run('git', ['rebase', '--quiet', '-i', 'origin/main'], repository.top, { env: editor }).status,
      0,
    );
    stage(repository, raised(STATIC));
    const amended = repository.tryGit('commit', '--quiet', '--amend', '--no-edit');
    assert.is(amended.status, 0, amended.stderr);
    stage(repository, raised(DYNAMIC));
    const back = repository.tryGit('commit', '--quiet', '--amend', '--no-edit');
    assert.is.not(back.status, 0);
    assert.match(back.stderr, 'error[update-rejected]');
    assert.not.match(back.stderr, 'HEAD (');
  }));

test('an amended commit in a linked work tree, which git tells its hooks by variables', () =>
  withUpstream((repository) => {
    hooks(repository);
    repository.git('worktree', 'add', '--quiet', 'linked', '-b', 'linked', '--track', 'origin/main');
    repository.write('linked/fleet.yaml', STATIC);
    const linked = join(repository.top, 'linked');
    run('git', ['commit', '--quiet', '--no-verify', '-am', 'switched'], linked);
    repository.write('linked/fleet.yaml', raised(STATIC));
    const amended = run('git', ['commit', '-a', '--amend', '--no-edit'], linked);
    assert.match(amended.stderr, 'error[update-rejected]');
    assert.not.match(amended.stderr, 'HEAD (');
  }));

test.run();
