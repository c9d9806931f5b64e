import type { ValueObject } from '@kustomize-ts/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { ClusterObjects } from '../../../../generator/plan/nodes/after.ts';
import { parseRunningState, type RunningState } from '../../../../generator/plan/nodes/state.ts';
import { type Fate, nodeVerdicts } from '../../../../generator/plan/nodes/verdicts.ts';
import {
  type ClaimOptions,
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
const ec2 = nodeClass();

function running(...claims: ClaimOptions[]): RunningState {
  const nodes = claims.flatMap((options, index) => {
    const claim = nodeClaim(`${index}`, pool, ec2, options);
    return [claim, nodeOf(claim), pod(`dns-${index}`, `ip-${index}`)];
  });
  const { state } = parseRunningState(list(hashedPool(pool), hashedClass(ec2), ...nodes), 'state.json');
  if (state === undefined) throw new Error('no state');
  return state;
}

function revision(objects: ValueObject[], karpenter = '1.15', kubernetes = '1.34'): ClusterObjects {
  const named = objects.map((one): [string, ValueObject] => [
    `${one.kind}/${(one.metadata as ValueObject).name}`,
    one,
  ]);
  return { karpenter, kubernetes, objects: new Map(named) };
}

const before = revision([pool, ec2]);

function fates(after: ClusterObjects, ...claims: ClaimOptions[]): string[] {
  const state = running(...(claims.length === 0 ? [{}] : claims));
  const [verdict] = nodeVerdicts(state, { before, after }).pools;
  return (verdict?.verdicts ?? []).map(({ fate }) => text(fate));
}

function text(fate: Fate): string {
  if (fate.kind === 'replaced') return `${fate.reason}${fate.already ? ' already' : ''}`;
  return fate.kind === 'unknown' ? `unknown: ${fate.field}` : fate.kind;
}

const changed = (spec: ValueObject) => fates(revision([pool, nodeClass(spec)]));

test('without a change nodes stay, and the drifted ones go on', () => {
  assert.equal(
    fates(before, {}, { conditions: [condition('Drifted', 'SubnetDrift')] }, { image: 'ami-old' }),
    ['stays', 'SubnetDrift already', 'AMIDrift'],
  );
});

test('a template replaces all, requirements those that lack them', () => {
  assert.equal(fates(revision([nodePool('general', {}, { team: 'a' }), ec2])), ['NodePoolDrifted']);
  const zone = { key: 'topology.kubernetes.io/zone', operator: 'In', values: ['eu-west-1b'] };
  const after = revision([nodePool('general', { requirements: [zone] }), ec2]);
  assert.equal(fates(after, {}, { labels: { 'topology.kubernetes.io/zone': 'eu-west-1b' } }), [
    'RequirementsDrifted',
    'stays',
  ]);
});

test('the class is compared by hash although nobody knows the CA bundle', () => {
  assert.equal(changed({ tags: { team: 'a' } }), ['NodeClassDrift']);
  assert.equal(changed({ amiFamily: 'AL2023' }), ['stays']);
});

test('a change back to what a node was launched with takes the drift away', () => {
  const drifted = { conditions: [condition('Drifted', 'NodePoolDrifted')] };
  assert.equal(fates(before, drifted), ['stays']);
});

test('images, by alias, id and Kubernetes version', () => {
  assert.equal(changed({ amiSelectorTerms: [{ alias: 'al2023@v20260201' }] }), ['AMIDrift']);
  assert.equal(changed({ amiSelectorTerms: [{ alias: 'al2023@latest' }] }), [
    'unknown: spec.amiSelectorTerms',
  ]);
  assert.equal(changed({ amiFamily: 'AL2023', amiSelectorTerms: [{ id: 'ami-x86' }] }), ['stays']);
  assert.equal(changed({ amiFamily: 'AL2023', amiSelectorTerms: [{ id: 'ami-new' }] }), ['AMIDrift']);
  assert.equal(changed({ amiFamily: 'AL2023', amiSelectorTerms: [{ id: 'ami-x86' }, { id: 'ami-new' }] }), [
    'unknown: spec.amiSelectorTerms',
  ]);
  assert.equal(changed({ amiFamily: 'AL2023', amiSelectorTerms: [{ name: 'golden-*' }] }), [
    'unknown: spec.amiSelectorTerms',
  ]);
  assert.equal(fates(revision([pool, ec2], '1.15', '1.35')), ['AMIDrift']);
});

test('a version that git names for the first time, or more exactly, is not an upgrade', () => {
  const [first] = nodeVerdicts(running({}), {
    before: { karpenter: '', kubernetes: undefined, objects: new Map() },
    after: revision([pool, nodeClass({ tags: { team: 'a' } })]),
  }).pools;
  assert.equal(
    first?.verdicts.map(({ fate }) => text(fate)),
    ['NodeClassDrift'],
  );
  assert.equal(fates(revision([pool, ec2], '1.15.1', '1.34.2')), ['stays']);
});

test('subnets, by the zone of the node', () => {
  const terms = (...ids: string[]) => changed({ subnetSelectorTerms: ids.map((id) => ({ id })) });
  assert.equal(terms('subnet-a'), ['stays']);
  assert.equal(terms('subnet-b'), ['SubnetDrift']);
  const tags = [{ tags: { cluster: 'b' } }];
  assert.equal(changed({ subnetSelectorTerms: tags }), ['unknown: spec.subnetSelectorTerms']);
  assert.equal(changed({ subnetSelectorTerms: [...tags, { tags: { cluster: 'a' } }] }), ['stays']);
});

test('security groups, as a set', () => {
  const terms = (...ids: string[]) => changed({ securityGroupSelectorTerms: ids.map((id) => ({ id })) });
  assert.equal(terms('sg-2', 'sg-1'), ['stays']);
  assert.equal(terms('sg-1', 'sg-2', 'sg-3'), ['SecurityGroupDrift']);
  assert.equal(changed({ securityGroupSelectorTerms: [{ name: 'nodes' }] }), [
    'unknown: spec.securityGroupSelectorTerms',
  ]);
});

test('a new hash version absorbs a change of the class, unless a node is drifted', () => {
  const state = running({}, { conditions: [condition('Drifted', 'AMIDrift')] });
  const old = revision([pool, ec2], '1.14');
  const after = revision([pool, nodeClass({ tags: { team: 'a' } })], '1.15');
  const [verdict] = nodeVerdicts(downgraded(state), { before: old, after }).pools;
  assert.equal(
    verdict?.verdicts.map(({ fate }) => text(fate)),
    ['stays', 'NodeClassDrift'],
  );
});

/** The state as Karpenter 1.14 left it. */
function downgraded(state: RunningState): RunningState {
  const replace = (object: ValueObject): ValueObject =>
    JSON.parse(JSON.stringify(object).replaceAll('"v6"', '"v5"')) as ValueObject;
  return {
    ...state,
    nodeClasses: new Map([...state.nodeClasses].map(([name, object]) => [name, replace(object)])),
    nodes: state.nodes.map((node) => ({ ...node, nodeClaim: replace(node.nodeClaim) })),
  };
}

test('a pool that is removed takes its nodes with it; one that git never had keeps them', () => {
  assert.equal(fates(revision([ec2])), ['deleted']);
  const state = running({}, { metadata: { deletionTimestamp: '2026-01-05T00:00:00Z' } }, { conditions: [] });
  const verdicts = nodeVerdicts(state, { before: revision([ec2]), after: revision([ec2]) });
  const [verdict] = verdicts.pools;
  assert.equal([verdict?.isInGit, verdict?.count, verdict?.verdicts.length], [false, 2, 3]);
  assert.equal(
    verdict?.verdicts.map(({ fate }) => fate.kind),
    ['stays', 'leaving', 'stays'],
  );
  assert.equal(
    verdicts.outOfSync.map(({ object }) => object),
    ['NodePool/general'],
  );
});

test('a class that git does not have stays as it is', () => {
  const pools = revision([pool]);
  const [verdict] = nodeVerdicts(running({}), { before: pools, after: pools }).pools;
  assert.equal(
    verdict?.verdicts.map(({ fate }) => text(fate)),
    ['stays'],
  );
});

test('names what differs between git and the cluster', () => {
  const git = revision([nodePool('general', { expireAfter: '24h' }), ec2, nodePool('new')]);
  const { outOfSync } = nodeVerdicts(running({}), { before: git, after: git });
  assert.equal(
    outOfSync.map(({ object, git: wanted, cluster }) => [
      object,
      wanted !== undefined,
      cluster !== undefined,
    ]),
    [
      ['NodePool/general', true, true],
      ['NodePool/new', true, false],
    ],
  );
});

test('objects that Karpenter cannot decode leave it open', () => {
  const after = revision([nodePool('general', { expireAfter: '30d' }), ec2]);
  assert.equal(fates(after), ['unknown: spec']);
});

test.run();
