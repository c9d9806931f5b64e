import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { COMMANDS, SHARED_OPTIONS } from '../../generator/cli/commands.ts';
import { CODES } from '../../generator/diagnostics/codes.ts';
import { KUBECONFORM_MODES } from '../../generator/external/kubeconform/modes.ts';
import { change, FLEET } from '../support/fleets.ts';
import { expectStatus, expectText } from '../support/run.ts';
import { createSandbox, type Sandbox, withSandbox } from '../support/sandbox.ts';
import { makeRepository } from './shell.ts';

const test = suite('completion');

const WORKLOAD = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { spec: { containers: [{ name: web, image: web }] } } }
`;
const sandbox = createSandbox({
  'fleet.yaml': `${FLEET}  workloads: [apps/*.yaml]\n`,
  'apps/web.yaml': WORKLOAD,
});
test.after(() => sandbox.remove());

/** The lines that a shell gets. */
function completed(line: string, at: Sandbox = sandbox): string[] {
  const result = at.poolwright('__complete', line);
  expectStatus(result, 0);
  assert.is(result.stderr, '', line);
  return result.stdout.split('\n').slice(0, -1);
}

/** The candidates without what they are. */
function words(line: string, at: Sandbox = sandbox): string[] {
  return completed(line, at).map((entry) => entry.split('\t')[0] ?? '');
}

test('every command is completed, with its summary', () => {
  const lines = completed('poolwright ');
  for (const [name, { summary }] of Object.entries(COMMANDS))
    assert.ok(lines.includes(`${name}\t${summary}`));
  assert.equal(words('poolwright expl'), ['explain']);
  assert.equal(words('poolwright help expl'), ['explain']);
  assert.equal(words('poolwright --'), ['--help', '--version']);
  assert.equal(words('poolwright nonsense '), []);
});

test('every option that the help of a command shows is completed, with what it does', () => {
  for (const name of Object.keys(COMMANDS)) {
    const wrapped = sandbox.poolwright(name, '--help').stdout;
    const help = wrapped.replace(/\n {8,}/g, ' ');
    const shown = Array.from(help.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)(?: \S+)? {2,}(.*)$/gm));
    assert.ok(shown.length > Object.keys(SHARED_OPTIONS).length - 1);
    assert.equal(
      completed(`poolwright ${name} -`).toSorted(),
      shown.map(([, option, does]) => `${option}\t${does}`).toSorted(),
      name,
    );
  }
});

test('an option that is given already is offered again only where it may be', () => {
  const options = words('poolwright plan --staged --nodes general=3 --');
  assert.not(options.includes('--staged'));
  assert.ok(options.includes('--nodes'));
  assert.not(words('poolwright generate --cwd=. ').includes('--cwd'));
  assert.not(words('poolwright plan -- --').includes('--staged'));
});

test('values of options', () => {
  assert.equal(words('poolwright plan --fail-on st'), ['stalls']);
  assert.equal(words('poolwright plan --fail-on stalls,de'), ['stalls,deleted']);
  assert.equal(words('poolwright plan --format m'), ['markdown']);
  assert.equal(words('poolwright plan --format=m'), ['--format=markdown']);
  assert.equal(words('poolwright instances --format c'), ['csv']);
  assert.equal(words('poolwright plan --format json=re'), [':files']);
  assert.equal(words('poolwright generate --cwd '), [':folders']);
  assert.equal(words('poolwright validate --profile st'), ['strict']);
  assert.equal(
    words('poolwright validate --kubeconform='),
    KUBECONFORM_MODES.map((mode) => `--kubeconform=${mode}`),
  );
  assert.ok(words('poolwright plan --karpenter ').includes('1.15'));
  assert.equal(words('poolwright plan --kubernetes '), []);
  assert.equal(words('poolwright plan --time-zone Europe/Berl'), ['Europe/Berlin']);
  assert.equal(words('poolwright generate --check '), words('poolwright generate --check -'));
});

test('names of the fleet', () => {
  assert.equal(completed('poolwright render '), [
    'dev\tenvironment of 1 cluster',
    'prod\tenvironment of 1 cluster',
    'dev-1\tcluster of dev',
    'prod-1\tcluster of prod',
  ]);
  assert.equal(words('poolwright plan main..HEAD pro'), ['prod', 'prod-1']);
  assert.equal(words('poolwright plan --nodes '), ['general=']);
  assert.equal(words('poolwright fit dev '), ['Deployment/web']);
  assert.equal(words('poolwright import --only '), ['general']);
  assert.equal(words('poolwright validate --server prod'), ['prod-1=']);
  assert.equal(words('poolwright validate --server --ba'), ['--base']);
  assert.equal(words('poolwright render prod '), words('poolwright render prod -'));
});

test('codes, and fields of fleet.yaml with the keys that the fleet has', () => {
  for (const code of Object.keys(CODES)) assert.ok(words('poolwright explain ').includes(code));
  assert.equal(words('poolwright explain ami-lat'), ['ami-latest']);
  assert.equal(words('poolwright explain spec.po'), ['spec.pools.']);
  assert.equal(words('poolwright explain spec.pools.'), ['spec.pools.general.']);
  assert.equal(words('poolwright explain pools.general.nodePool.wei'), ['pools.general.nodePool.weight']);
  assert.equal(words('poolwright explain spec.environments.dev.clusters.'), [
    'spec.environments.dev.clusters.dev-1.',
  ]);
  assert.equal(words('poolwright explain spec.nodeClasses.'), ['spec.nodeClasses.*.']);
  assert.equal(words('poolwright explain spec.nothing.'), []);
  assert.ok(
    words('poolwright explain pools.general.nodePool.disruption.').includes(
      'pools.general.nodePool.disruption.budgets[].',
    ),
  );
  // What is offered can be explained.
  for (const path of words('poolwright explain spec.')) expectStatus(sandbox.poolwright('explain', path), 0);
});

test('branches and tags', () =>
  withSandbox({ 'fleet.yaml': FLEET }, (repository) => {
    makeRepository(repository);
    assert.equal(words('poolwright plan --base ', repository), ['auto', 'none', 'main', 'origin/main']);
    assert.equal(words('poolwright gate --since o', repository), ['origin/main']);
  }));

test('--cwd names the fleet, also in quotes', () =>
  withSandbox({ 'a fleet/fleet.yaml': FLEET }, (other) => {
    assert.equal(words('poolwright render ', other), []);
    assert.equal(words('poolwright render --cwd "a fleet" pr', other), ['prod', 'prod-1']);
    assert.equal(words('poolwright render --cwd=a\\ fleet pr', other), ['prod', 'prod-1']);
    assert.equal(words('poolwright render --cwd missing pr', other), []);
  }));

test('a broken fleet is left out quietly', () => {
  for (const text of ['a: [', 'spec: 1\n', change(FLEET, 'pools:', 'pool:')])
    withSandbox({ 'fleet.yaml': text }, (broken) => {
      assert.equal(words('poolwright render ', broken), []);
      assert.equal(words('poolwright explain spec.pools.', broken), ['spec.pools.*.']);
      assert.equal(words('poolwright explain ami-lat', broken), ['ami-latest']);
      assert.equal(words('poolwright plan --fail-on st', broken), ['stalls']);
    });
});

test('a shell that there is no script for', () => {
  const result = sandbox.poolwright('completion', 'tcsh');
  expectStatus(result, 2);
  expectText(result.stderr, ['cannot complete for the shell tcsh', 'help: Use one of bash, zsh, fish']);
});

test.run();
