import type { ValueObject } from '@kustomize-ts/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseRunningState } from '../../../../generator/plan/nodes/state.ts';
import {
  condition,
  hashedClass,
  hashedPool,
  list,
  nodeClaim,
  nodeClass,
  nodeOf,
  nodePool,
  pod,
} from './cluster.ts';

const pool = nodePool('general');
const claim = nodeClaim('a', pool, nodeClass());
const items = [hashedPool(pool), hashedClass(nodeClass()), claim, nodeOf(claim), pod('dns', 'ip-a')];

function read(...objects: ValueObject[]) {
  const { state, diagnostics } = parseRunningState(list(...objects), 'state.json');
  assert.equal(diagnostics, []);
  if (state === undefined) throw new Error('no state');
  return state;
}

function fault(text: string): string {
  const { state, diagnostics } = parseRunningState(text, 'state.json');
  assert.is(state, undefined);
  assert.is(diagnostics.length, 1);
  assert.is(diagnostics[0]?.severity, 'error');
  assert.is(diagnostics[0]?.code, 'state-unreadable');
  return diagnostics[0]?.message ?? '';
}

test('reads pools, classes and nodes', () => {
  const protectedNode = nodeClaim('b', pool, nodeClass(), {
    conditions: [condition('Drifted', 'AMIDrift')],
    metadata: { deletionTimestamp: '2026-01-05T00:00:00Z' },
    spec: { expireAfter: 'Never', terminationGracePeriod: '1h' },
  });
  const node = nodeOf(protectedNode, { annotations: { 'karpenter.sh/do-not-disrupt': 'true' } });
  const state = read(...items, protectedNode, node);
  assert.equal([...state.nodePools.keys(), ...state.nodeClasses.keys()], ['general', 'default']);
  const { nodeClaim: _one, ...first } = state.nodes[0] ?? {};
  assert.equal(first, {
    name: 'ip-a',
    pool: 'general',
    image: 'ami-x86',
    createdAt: Date.UTC(2026, 0, 1),
    expiresAt: Date.UTC(2026, 0, 31),
    terminationGracePeriodMs: undefined,
    isInitialized: true,
    isReady: true,
    isDeleting: false,
    drifted: undefined,
    isProtected: false,
    pods: 1,
    blocks: [],
  });
  const { nodeClaim: _two, ...second } = state.nodes[1] ?? {};
  assert.equal(second, {
    ...first,
    name: 'ip-b',
    expiresAt: undefined,
    terminationGracePeriodMs: 3_600_000,
    isDeleting: true,
    drifted: { reason: 'AMIDrift', since: Date.UTC(2026, 0, 2) },
    isProtected: true,
    pods: 0,
  });
});

test('holds a pod to the budgets of its namespace', () => {
  const budget = (namespace: string) => ({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'all', namespace },
    spec: { selector: {} },
    status: { disruptionsAllowed: 0 },
  });
  assert.equal(read(...items, budget('default')).nodes[0]?.blocks, []);
  const [node] = read(...items, budget('default'), budget('kube-system')).nodes;
  assert.equal(node?.blocks, [
    { pod: 'kube-system/dns', by: 'PodDisruptionBudget', budgets: ['kube-system/all'], isLasting: false },
  ]);
});

test('drops Secrets and everything else that it does not need', () => {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data: { token: 'c2VjcmV0' } };
  const state = read(...items, secret);
  assert.not.match(JSON.stringify([...state.nodePools, ...state.nodeClasses, state.nodes]), 'c2VjcmV0');
});

test('refuses what is not a whole list of objects', () => {
  const whole = list(...items);
  assert.is(fault(''), 'state.json is empty');
  assert.is(fault('kind: List\nitems: []'), 'state.json is not JSON');
  for (const end of [1, 2, Math.floor(whole.length / 2), whole.length - 1])
    assert.is(fault(whole.slice(0, end)), 'state.json ends in the middle of its JSON');
  assert.match(fault(whole.replace('"kind":', '"kind"')), 'state.json is not JSON: ');
  assert.is(fault(JSON.stringify(pool)), 'state.json holds one NodePool, not a List');
  assert.is(fault('{"a":1}'), 'state.json is not a List of objects');
  assert.is(fault('{"kind":"List","items":[1]}'), 'state.json has an item that is not an object');
  assert.is(
    fault('{"kind":"Status","message":"nodepools is forbidden"}'),
    'state.json holds an error: nodepools is forbidden',
  );
  assert.is(
    fault(whole.replace('"resourceVersion":""', '"continue":"abc"')),
    'state.json holds only the first part of a list',
  );
  const old = { ...pool, apiVersion: 'karpenter.sh/v1beta1' };
  assert.is(fault(list(old)), 'state.json has NodePools of karpenter.sh/v1beta1, not of karpenter.sh/v1');
});

test('refuses a state without a kind that it must have', () => {
  const without = (kind: string) => fault(list(...items.filter((item) => item.kind !== kind)));
  assert.is(without('NodePool'), 'state.json has no NodePools');
  assert.is(without('EC2NodeClass'), 'state.json has NodePools and no EC2NodeClasses');
  assert.is(without('NodeClaim'), 'state.json has nodes of Karpenter and no NodeClaims');
  assert.is(without('Node'), 'state.json has NodeClaims and no Nodes');
  assert.is(without('Pod'), 'state.json has Nodes and no Pods');
});

test('takes a cluster without nodes, and one of another provider', () => {
  assert.equal(read(hashedPool(pool), hashedClass(nodeClass())).nodes, []);
  const nodeClassRef = { group: 'karpenter.kwok.sh', kind: 'KWOKNodeClass', name: 'default' };
  assert.equal(read(nodePool('kwok', { nodeClassRef })).nodes, []);
});

test('warns of Pods of one namespace', () => {
  const alone = [...items.slice(0, 4), pod('web', 'ip-a', { namespace: 'default' })];
  const { state, diagnostics } = parseRunningState(list(...alone), 'state.json');
  assert.is(state?.nodes.length, 1);
  assert.equal(
    diagnostics.map(({ severity, message }) => `${severity}: ${message}`),
    [
      'warning: state.json has only the Pods of the namespace default, so pods in other namespaces that block a node are missing',
    ],
  );
});

test.run();
