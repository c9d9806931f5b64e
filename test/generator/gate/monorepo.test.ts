import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { change } from '../../support/fleets.ts';
import type { Repository } from '../../support/git.ts';
import { poolwright } from '../../support/poolwright.ts';
import { type CommandResult, run } from '../../support/run.ts';
import { FLEET, reported, withFleet } from './support.ts';

const RAISED = change(FLEET, 'cpu: "200"', 'cpu: "300"');
const BELOW = 'platform/fleet';
/** A file of Rancher Fleet, which has the same name. */
const RANCHER = 'defaultNamespace: web\nhelm:\n  releaseName: web\n';

function gateAtTop({ top }: Repository, ...args: string[]): CommandResult {
  return poolwright(top, ['gate', '--kubeconform', 'off', ...args]);
}

function addFleet(repository: Repository, folder: string, text: string): void {
  repository.write(join(folder, 'fleet.yaml'), text);
  const { status, stderr } = poolwright(join(repository.top, folder), ['generate', '--force']);
  if (status !== 0) throw new Error(stderr);
}

function withMonorepo<T>(use: (repository: Repository) => T): T {
  return withFleet(
    (repository) => {
      addFleet(repository, 'teams/ml', FLEET);
      repository.git('add', '.');
      repository.git('commit', '--quiet', '-m', 'a second fleet');
      return use(repository);
    },
    { below: BELOW, files: { 'apps/web/fleet.yaml': RANCHER } },
  );
}

test('at the top, a fleet below it is checked', () =>
  withMonorepo((repository) => {
    repository.write(`${BELOW}/fleet.yaml`, RAISED);
    repository.git('add', '.');
    const stopped = gateAtTop(repository);
    assert.is(stopped.status, 1, stopped.stderr);
    assert.match(stopped.stderr, `--> ${BELOW}/overlays/prod/`);
    assert.match(stopped.stderr, `the commit is blocked: run poolwright generate --cwd ${BELOW}`);
    repository.generate();
    repository.git('add', '.');
    const passed = gateAtTop(repository);
    assert.is(passed.status, 0, passed.stderr);
    assert.match(passed.stderr, `${BELOW}: 1 environment checked`);
    assert.not.match(passed.stderr, 'teams/ml');
  }));

test('every fleet that a change concerns is checked, wherever the gate runs', () =>
  withMonorepo((repository) => {
    repository.write(`${BELOW}/fleet.yaml`, RAISED);
    repository.write('teams/ml/fleet.yaml', RAISED);
    repository.write('apps/web/fleet.yaml', `${RANCHER}# changed\n`);
    repository.git('add', '.');
    for (const folder of ['', 'apps/web', BELOW]) {
      const result = poolwright(join(repository.top, folder), ['gate', '--format', 'json']);
      assert.is(result.status, 1, folder);
      const { files } = reported(result);
      assert.ok(files.some((file) => file.startsWith(`${BELOW}/overlays/`)));
      assert.ok(files.some((file) => file.startsWith('teams/ml/overlays/')));
    }
    const named = gateAtTop(repository, '--cwd', 'teams/ml', '--format', 'json');
    assert.ok(reported(named).files.every((file) => file.startsWith('teams/ml/')));
    const { result } = JSON.parse(gateAtTop(repository, '--all', '--format', 'json').stdout) as {
      result: { fleets: { file: string }[] };
    };
    assert.equal(
      result.fleets.map(({ file }) => file),
      [`${BELOW}/fleet.yaml`, 'teams/ml/fleet.yaml'],
    );
  }));

test('a fleet that is removed with its tree, and one whose tree stays', () =>
  withMonorepo((repository) => {
    repository.git('rm', '--quiet', '-r', 'teams/ml');
    assert.is(gateAtTop(repository).status, 0);
    repository.git('reset', '--quiet', '--hard');
    repository.git('rm', '--quiet', 'teams/ml/fleet.yaml');
    const result = gateAtTop(repository);
    assert.is.not(result.status, 0);
    assert.match(result.stderr, 'teams/ml');
  }));

test('a fleet that loses its kind, or that cannot be read, is stopped', () =>
  withMonorepo((repository) => {
    for (const text of [FLEET.replace('kind: Fleet\n', ''), 'spec: [', '']) {
      repository.write(`${BELOW}/fleet.yaml`, text);
      repository.git('add', '.');
      const result = gateAtTop(repository);
      assert.is(result.status, 2, `${JSON.stringify(text.slice(0, 20))} ${result.stderr}`);
      assert.match(result.stderr, `${BELOW}/fleet.yaml`);
    }
  }));

test('a generated tree that is staged without its fleet is stopped', () =>
  withMonorepo((repository) => {
    addFleet(repository, 'new/base', FLEET);
    repository.git('add', 'new/base/base', 'new/base/overlays', 'new/base/clusters');
    const result = gateAtTop(repository);
    assert.is(result.status, 2, result.stderr);
    assert.match(result.stderr, 'fleet.yaml');
  }));

test('where a fleet is named or all are requested, none does not pass', () =>
  withMonorepo((repository) => {
    repository.write('apps/web/deployment.yaml', 'a: 1\n');
    repository.git('add', '.');
    const elsewhere = gateAtTop(repository, '--cwd', 'apps');
    assert.is(elsewhere.status, 2);
    assert.match(elsewhere.stderr, 'has no fleet.yaml of kind Fleet in apps/ or above it');
    assert.is(gateAtTop(repository).status, 0);
    repository.git('switch', '--quiet', '--orphan', 'pages');
    repository.write('index.html', '');
    repository.git('add', '.');
    assert.is(gateAtTop(repository).status, 0, 'a branch without a fleet');
    const all = gateAtTop(repository, '--all');
    assert.is(all.status, 2);
    assert.match(
      all.stderr,
      "error[file-not-found]: git's index has no fleet.yaml of kind Fleet in the repository",
    );
  }));

test('annotations of validate and generate name files from the top, whatever --cwd is', () =>
  withMonorepo((repository) => {
    repository.write(`${BELOW}/fleet.yaml`, change(FLEET, 'values: [on-demand]', 'values: []'));
    repository.generate(true);
    for (const [cwd, args] of [
      [repository.top, ['--cwd', BELOW]],
      [join(repository.top, 'apps'), ['--cwd', `../${BELOW}`]],
      [repository.folder, []],
    ] as const) {
      const github = poolwright(cwd, ['validate', '--format', 'github', '--kubeconform', 'off', ...args]);
      assert.is(github.status, 1);
      assert.match(github.stdout, `file=${BELOW}/fleet.yaml`);
      const sarif = poolwright(cwd, ['validate', '--format', 'sarif', '--kubeconform', 'off', ...args]);
      assert.match(sarif.stdout, `"uri": "${BELOW}/fleet.yaml"`);
      const text = poolwright(cwd, ['validate', '--kubeconform', 'off', ...args]);
      assert.match(text.stderr, '--> fleet.yaml:');
    }
    const manifests = poolwright(repository.top, [
      'validate',
      '--cwd',
      'platform',
      '--format',
      'github',
      'fleet/base/general',
    ]);
    assert.match(manifests.stdout, `file=${BELOW}/base/general/nodepool.yaml`);
    rmSync(join(repository.top, '.git'), { recursive: true });
    const outside = poolwright(repository.top, ['validate', '--cwd', BELOW, '--format', 'github']);
    assert.match(outside.stdout, 'file=fleet.yaml');
  }));

test('in a submodule its own fleets are checked, and the outer repository leaves them alone', () =>
  withMonorepo((repository) => {
    repository.git(
      '-c',
      'protocol.file.allow=always',
      'submodule',
      '--quiet',
      'add',
      repository.top,
      'vendor/inner',
    );
    const inner = join(repository.top, 'vendor/inner');
    assert.is(gateAtTop(repository).status, 0, 'the submodule is added');
    repository.write(`vendor/inner/${BELOW}/fleet.yaml`, RAISED);
    run('git', ['add', '.'], inner);
    assert.is(gateAtTop(repository).status, 0);
    const within = poolwright(inner, ['gate', '--kubeconform', 'off']);
    assert.is(within.status, 1);
    assert.match(within.stderr, `--> ${BELOW}/overlays/`);
  }));

test.run();
