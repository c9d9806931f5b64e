import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { change } from '../../support/fleets.ts';
import type { Repository } from '../../support/git.ts';
import { CLI, type CommandResult, run } from '../../support/run.ts';
import { FLEET, hooks, withFleet } from './support.ts';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
const VENV = join(PROJECT, '.cache/pre-commit');
const PRE_COMMIT = join(VENV, 'bin/pre-commit');
const HOME = { PRE_COMMIT_HOME: join(PROJECT, '.cache/pre-commit-home') };

const CONFIG = `default_install_hook_types: [pre-commit, pre-merge-commit]
repos:
  - repo: local
    hooks:
      - id: poolwright-gate
        name: poolwright gate
        entry: "'${process.execPath}' '${CLI}' gate --kubeconform off"
        language: system
        pass_filenames: false
        always_run: true
        stages: [pre-commit, pre-merge-commit]
`;

/** Installs pre-commit once; why that cannot be done here, or nothing. */
function installPreCommit(): string | undefined {
  if (existsSync(PRE_COMMIT)) return undefined;
  try {
    for (const [program, ...args] of [
      ['python3', '-m', 'venv', VENV],
      [join(VENV, 'bin/pip'), 'install', '--quiet', 'pre-commit>=3.2,<5'],
    ] as [string, ...string[]][]) {
      const { status, stderr } = run(program, args, PROJECT);
      if (status !== 0) return stderr.trim().split('\n').at(-1);
    }
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function preCommit(cwd: string, ...args: string[]): CommandResult {
  return run(PRE_COMMIT, args, cwd, { env: HOME });
}

function commit(repository: Repository): CommandResult {
  return run('git', ['commit', '-m', 'change'], repository.top, { env: HOME });
}

/** Changes that have to be stopped, and what is said of each. */
const BAD: Record<string, [change: (repository: Repository) => unknown, said: string]> = {
  'a tree that was left behind': [
    (repository) => repository.write('fleet.yaml', change(FLEET, 'cpu: "200"', 'cpu: "300"')),
    'run poolwright generate, then git add base overlays',
  ],
  'an edit by hand': [
    (repository) =>
      repository.write(
        'clusters/dev-1/variables.env',
        `${repository.read('clusters/dev-1/variables.env')}X=1\n`,
      ),
    'clusters/dev-1/variables.env was edited by hand',
  ],
  'an edit by hand, which generate alone does not overwrite': [
    (repository) =>
      repository.write('base/kustomization.yaml', `${repository.read('base/kustomization.yaml')}# x\n`),
    'run poolwright generate --force, then git add base',
  ],
  'an error of the schema': [
    (repository) => repository.write('fleet.yaml', change(FLEET, 'limits: { cpu: "100" }', 'weight: 1000')),
    'weight',
  ],
  'a broken CEL rule in one environment': [
    (repository) =>
      repository.write(
        'fleet.yaml',
        change(
          FLEET,
          'nodePool: { limits',
          'nodePool: { template: { spec: { requirements: [{ key: karpenter.k8s.aws/instance-cpu, operator: Gt, values: ["many"] }] } }, limits',
        ),
      ),
    'crd-rule',
  ],
  'a variable that is not declared': [
    (repository) => repository.write('fleet.yaml', change(FLEET, 'karpenter-node-${CLUSTER}', '${ROLE}')),
    'undeclared-variable',
  ],
};

const missing = installPreCommit();
if (missing !== undefined) {
  console.log(`skipped: pre-commit cannot be installed from PyPI here: ${missing}`);
} else {
  test('the hooks and the configuration that are here are valid', () => {
    const manifest = preCommit(PROJECT, 'validate-manifest', '.pre-commit-hooks.yaml');
    assert.is(manifest.status, 0, manifest.stdout);
    const config = preCommit(PROJECT, 'validate-config', '.pre-commit-config.yaml');
    assert.is(config.status, 0, config.stdout);
  });

  test('pre-commit lets a good commit pass and stops bad ones', () =>
    withFleet(
      (repository) => {
        assert.is(preCommit(repository.top, 'install').status, 0);
        repository.write('fleet.yaml', change(FLEET, 'cpu: "100"', 'cpu: "50"'));
        repository.generate();
        repository.git('add', '.');
        const good = commit(repository);
        assert.is(good.status, 0, good.stderr);
        assert.match(good.stderr, /poolwright gate\.+Passed/);
        for (const [name, [change, said]] of Object.entries(BAD)) {
          change(repository);
          repository.git('add', '.');
          const bad = commit(repository);
          assert.is(bad.status, 1, name);
          assert.match(bad.stderr, said, name);
          repository.git('reset', '--quiet', '--hard');
        }
      },
      { files: { '.pre-commit-config.yaml': CONFIG } },
    ));

  test('pre-commit puts aside what is not staged, and the gate validates what is', () =>
    withFleet(
      (repository) => {
        assert.is(preCommit(repository.top, 'install').status, 0);
        repository.write('fleet.yaml', change(FLEET, 'cpu: "200"', 'cpu: "300"'));
        repository.generate();
        repository.git('add', '.');
        repository.write('fleet.yaml', 'spec: [');
        const good = commit(repository);
        assert.is(good.status, 0, good.stderr);
        repository.git('add', '.');
        repository.write('fleet.yaml', FLEET);
        assert.is(commit(repository).status, 1);
        assert.is(repository.read('fleet.yaml'), FLEET, 'and it is there again');
      },
      { files: { '.pre-commit-config.yaml': CONFIG } },
    ));

  test('poolwright commit passes pre-commit, and shows what it prints as it came', () =>
    withFleet(
      (repository) => {
        repository.git('config', 'user.name', 'Ada Example');
        repository.git('config', 'user.email', 'ada@example.com');
        assert.is(preCommit(repository.top, 'install').status, 0);
        repository.write('fleet.yaml', change(FLEET, 'cpu: "200"', 'cpu: "300"'));
        repository.generate();
        repository.write('README.md', 'not ours\n');
        const done = run(process.execPath, [CLI, 'commit'], repository.top, { env: HOME });
        assert.is(done.status, 0, done.stderr);
        assert.match(done.stderr, /^poolwright gate\.+Passed$/m);
        assert.is(repository.git('log', '-1', '--format=%s').trim(), 'prod: general limits.cpu 200 → 300');
        assert.is(repository.git('status', '--short').trim(), 'M README.md');
      },
      { files: { '.pre-commit-config.yaml': CONFIG } },
    ));

  test('our hook and pre-commit’s run one after the other, whichever was installed first', () =>
    withFleet(
      (repository) => {
        repository.write('fleet.yaml', change(FLEET, 'cpu: "200"', 'cpu: "300"'));
        repository.git('add', '.');
        for (const install of [
          [() => preCommit(repository.top, 'install'), () => hooks(repository)],
          [() => hooks(repository), () => preCommit(repository.top, 'install')],
        ]) {
          for (const step of install) assert.is(step().status, 0);
          assert.match(commit(repository).stderr, /poolwright gate\.+Failed/);
          hooks(repository, 'uninstall');
          preCommit(repository.top, 'uninstall');
          rmSync(join(repository.top, '.git/hooks'), { recursive: true, force: true });
        }
      },
      { files: { '.pre-commit-config.yaml': CONFIG } },
    ));
}

test.run();
