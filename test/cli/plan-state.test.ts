import type { ValueObject } from '@kustomize-ts/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { pod } from '../generator/plan/nodes/cluster.ts';
import { stateText } from '../generator/plan/nodes/cluster-state.ts';
import { change, DELIVERED, withRequirement } from '../support/fleets.ts';
import { poolwright } from '../support/poolwright.ts';
import { withChange } from './support.ts';

const test = suite('plan of what is running');

const ZONES = '{ key: topology.kubernetes.io/zone, operator: In, values: [eu-west-1a, eu-west-1b] }';
const BEFORE = withRequirement(DELIVERED, ZONES);
const AFTER = change(BEFORE, ', eu-west-1b]', ']');

/** What dev-1 runs of the fleet: a node in each of these zones, and the pods on the first. */
function stateOf(zones: readonly string[], ...pods: ValueObject[]): string {
  return stateText(BEFORE, 'dev-1', zones, ...pods);
}

function planned(state: string, ...args: string[]): ReturnType<typeof poolwright> {
  return withChange(BEFORE, AFTER, (repository) => {
    repository.write('state.json', state);
    return poolwright(repository.top, ['plan', '--at', '2026-11-29T12:00:00Z', ...args]);
  });
}

const DEV = ['dev', '--state', 'state.json'];

test('each node has its own verdict', () => {
  const { status, stdout, stderr } = planned(
    stateOf(['eu-west-1a', 'eu-west-1b', 'eu-west-1a']),
    ...DEV,
    '--verbose',
  );
  assert.is(status, 0, stderr);
  assert.match(stdout, 'nodes: of 3 nodes, 1 replaced, 2 unchanged');
  assert.match(stdout, 'ip-1 replaced: RequirementsDrifted');
  assert.match(stdout, 'ip-0 unchanged');
  assert.match(stdout, 'budgets: 1 of 3 nodes at once now');
});

test('what no running node notices is for new nodes only', () => {
  const { stdout } = planned(stateOf(['eu-west-1a']), ...DEV);
  assert.match(stdout, 'no running node is touched: 1 pool changes for new nodes only in 1 cluster');
});

test('what every running node notices is for all', () => {
  const { stdout } = planned(stateOf(['eu-west-1b', 'eu-west-1b']), ...DEV);
  assert.match(stdout, '1 pool rolls all nodes in 1 cluster');
});

test('pods that hold a node up are named', () => {
  const held = pod('db', 'ip-0', { annotations: { 'karpenter.sh/do-not-disrupt': 'true' } });
  const { stdout } = planned(stateOf(['eu-west-1b'], held), ...DEV);
  assert.match(stdout, 'held up: 1 node by kube-system/db');
});

test('json has every node', () => {
  const { stdout } = planned(stateOf(['eu-west-1a', 'eu-west-1b']), ...DEV, '--format', 'json');
  const [entry] = JSON.parse(stdout).result.plan.entries;
  assert.equal(entry.nodes, [
    { name: 'ip-0', fate: 'stays' },
    { name: 'ip-1', fate: 'replaced', reason: 'RequirementsDrifted' },
  ]);
  assert.equal([entry.change.effect, entry.schedule.nodes, entry.schedule.isAssumed], ['some', 2, false]);
});

test('pools that differ from git are named, and those in sync are not', () => {
  const state = stateOf(['eu-west-1a']);
  assert.not.match(planned(state, ...DEV).stdout, 'differs');
  const { stdout } = planned(state.replace('"cpu":"100"', '"cpu":"900"'), ...DEV);
  assert.match(stdout, 'differs NodePool/general in dev-1 does not match the base in git: spec.limits.cpu');
});

test('a node that pods hold up for good does not count among those that go', () => {
  const held = pod('db', 'ip-0', { annotations: { 'karpenter.sh/do-not-disrupt': 'true' } });
  const nodesOf = (...pods: ValueObject[]): unknown => {
    const { stdout } = planned(stateOf(['eu-west-1b', 'eu-west-1b'], ...pods), ...DEV, '--format', 'json');
    const [entry] = JSON.parse(stdout).result.plan.entries;
    return entry.schedule.waves.map(({ nodes }: { nodes: number }) => nodes);
  };
  assert.equal(nodesOf(), [2]);
  assert.equal(nodesOf(held), [1]);
});

test('a state that cannot be used is an error and no plan', () => {
  const refused = (state: string, ...args: string[]): string => {
    const { status, stdout, stderr } = planned(state, ...args);
    assert.ok(status === 2 || status === 3, `exit ${status}`);
    assert.is(stdout, '');
    return stderr;
  };
  const state = stateOf(['eu-west-1a']);
  assert.match(refused(state.slice(0, -40), ...DEV), 'state.json');
  assert.match(refused('{"kind":"List","apiVersion":"v1","items":[]}', ...DEV), 'has no NodePools');
  assert.match(refused(state.replaceAll('general', 'other'), ...DEV), 'is not the state of dev-1');
  assert.match(
    refused(state, '--state', 'state.json'),
    'Write --state CLUSTER=state.json, with the name of that cluster',
  );
  assert.match(refused(state, '--state', 'dev-9=state.json'), 'Did you mean dev-1?');
  assert.match(refused(state, 'dev', '--state', 'missing.json'), 'no such file: missing.json');
});

test('a folder, a device and nothing as the state', () => {
  for (const [file, says] of [
    ['.', 'error[state-unreadable]: . is a folder, not a file'],
    ['/dev/zero', 'error[state-unreadable]: /dev/zero is not a regular file'],
    ['nope.json', 'error[file-not-found]: no such file: nope.json'],
  ] as const) {
    const { status, stderr } = planned('', 'dev', '--state', file);
    assert.is(status, 2, file);
    assert.match(stderr, says);
    assert.not.match(stderr, /E[A-Z]{4,}:/);
  }
});

test.run();
