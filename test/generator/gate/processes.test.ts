import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change } from '../../support/fleets.ts';
import type { Repository } from '../../support/git.ts';
import { CLI, expectStatus, run } from '../../support/run.ts';
import { FLEET, withFleet } from './support.ts';

const test = suite('git processes of the gate');

/** The commands of git that a gate runs, in their order. */
function commandsOf(repository: Repository, ...args: string[]): string[] {
  const trace = join(repository.top, '.git/trace');
  const env = { GIT_TRACE: trace, POOLWRIGHT_CACHE: 'off' };
  const result = run(process.execPath, [CLI, 'gate', '--kubeconform', 'off', ...args], repository.folder, {
    env,
  });
  expectStatus(result, 0);
  return Array.from(
    readFileSync(trace, 'utf8').matchAll(/trace: built-in: git ([\w-]+)/g),
    ([, name = '']) => name,
  );
}

const WITH_WORKLOADS = FLEET.replace('spec:\n', 'spec:\n  workloads: ["workloads/*.yaml"]\n');

test('a change that does not affect a fleet takes two', () =>
  withFleet(
    (repository) => {
      repository.write('README.md', 'changed\n');
      repository.git('add', '.');
      assert.equal(commandsOf(repository), ['diff', 'ls-files']);
    },
    { fleet: WITH_WORKLOADS, files: { 'workloads/a.yaml': 'kind: ConfigMap\n' } },
  ));

test('a fleet whose text on disk is not the staged one is read from the index', () =>
  withFleet((repository) => {
    repository.write('notes/a.md', 'new\n');
    repository.git('add', '.');
    repository.write('fleet.yaml', 'kind: Fleet\ninclude: ["notes/*"]\n');
    assert.equal(commandsOf(repository), ['diff', 'ls-files', 'cat-file']);
  }));

test('a change of one environment lists the files of the index and of the base once each', () =>
  withFleet(
    (repository) => {
      repository.write('fleet.yaml', change(WITH_WORKLOADS, 'cpu: "200"', 'cpu: "300"'));
      repository.generate();
      repository.git('add', '.');
      const commands = commandsOf(repository);
      assert.is(commands.filter((name) => name === 'ls-tree').length, 1, commands.join(' '));
      assert.is(commands.filter((name) => name === 'ls-files').length, 2, commands.join(' '));
      assert.ok(commands.length <= 6, commands.join(' '));
    },
    { fleet: WITH_WORKLOADS, files: { 'workloads/a.yaml': 'kind: ConfigMap\n' } },
  ));

test.run();
