import type { ValueObject } from '@kustomize-ts/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createForeignState } from '../../../../generator/plan/nodes/foreign-state.ts';
import { parseRunningState } from '../../../../generator/plan/nodes/state.ts';
import { change, FLEET } from '../../../support/fleets.ts';
import { revisionOf } from '../helper.ts';
import { stateText } from './cluster-state.ts';

const test = suite('the state of another cluster');

/** Two clusters whose objects are the same, since no variable is in them. */
const ALIKE = FLEET.replaceAll('${CLUSTER}', 'all')
  .replace(/ {2}variables:\n.*\n/, '')
  .replaceAll(/\{ variables: .* \} \}/g, '{}');
const ZONES = ['eu-west-1a', 'eu-west-1b'];

interface Case {
  before?: string;
  after?: string;
  cluster?: string;
}

/** Why a state is not that of a cluster; undefined where it may be. */
function reasonOf(
  state: string,
  { before = FLEET, after = before, cluster = 'dev-1' }: Case = {},
): string | undefined {
  const { state: running, diagnostics } = parseRunningState(state, 'state.json');
  if (!running) throw new Error(diagnostics[0]?.message ?? 'no state');
  const foreignState = createForeignState({ before: revisionOf(before), after: revisionOf(after) });
  const fault = foreignState(running, cluster, 'Name it');
  if (fault === undefined) return undefined;
  assert.is(fault.help, 'Name it');
  const start = `state.json is not the state of ${cluster}: `;
  assert.ok(fault.message.startsWith(start), fault.message);
  return fault.message.slice(start.length);
}

/** A state with one of its items changed. */
function edited(state: string, kind: string, edit: (item: Record<string, ValueObject>) => void): string {
  const list = JSON.parse(state);
  for (const item of list.items) if (item.kind === kind) edit(item);
  return JSON.stringify(list);
}

test('by its pools', () => {
  const state = stateText(FLEET, 'dev-1', ZONES).replaceAll('general', 'other');
  assert.is(reasonOf(state), 'it has the NodePools other, and git has general');
  assert.is(reasonOf(stateText(FLEET, 'dev-1', ZONES)), undefined);
});

test('by what is instead of variables', () => {
  assert.is(
    reasonOf(stateText(FLEET, 'prod-1', ZONES)),
    'EC2NodeClass/general spec.role is karpenter-node-prod-1, which is that of prod-1, and git has karpenter-node-dev-1',
  );
  const nowhere = stateText(FLEET, 'dev-1', ZONES).replaceAll('dev-1', 'qa-7');
  assert.is(
    reasonOf(nowhere),
    'EC2NodeClass/general spec.role is karpenter-node-qa-7, and git has karpenter-node-dev-1',
  );
});

test('what a person edited, or what was not delivered yet, is still the cluster’s own', () => {
  const state = stateText(FLEET, 'dev-1', ZONES);
  const role = (name: string): string =>
    edited(state, 'EC2NodeClass', ({ spec }) => {
      (spec as ValueObject).role = name;
    });
  assert.is(reasonOf(role('karpenter-node-prod-1')), undefined);
  assert.is(reasonOf(role('special')), undefined);
  const renamed = change(FLEET, '{ CLUSTER: dev-1 }', '{ CLUSTER: dev-new }');
  assert.is(reasonOf(state, { before: FLEET, after: renamed }), undefined);
  assert.is(reasonOf(stateText(renamed, 'dev-1', ZONES), { before: FLEET, after: renamed }), undefined);
  const moved = FLEET.replace('prod-1: { variables: { CLUSTER: prod-1 } }', '{}');
  assert.is(reasonOf(state, { before: FLEET, after: moved }), undefined);
});

test('a value that clusters share says nothing', () => {
  const shared = FLEET.replace('{ CLUSTER: prod-1 }', '{ CLUSTER: dev-1 }');
  assert.is(reasonOf(stateText(shared, 'prod-1', ZONES), { before: shared }), undefined);
});

test('by the name of another cluster in tags, labels and the instance profile', () => {
  const state = stateText(ALIKE, 'dev-1', ZONES);
  const named = (kind: string, edit: (item: Record<string, ValueObject>) => void, before = ALIKE) =>
    reasonOf(edited(state, kind, edit), { before });
  assert.is(reasonOf(state, { before: ALIKE }), undefined);
  const profile = (name: string) => (item: Record<string, ValueObject>) => {
    item.status = { ...item.status, instanceProfile: name };
  };
  assert.is(
    named('EC2NodeClass', profile('prod-1_1234567890')),
    'EC2NodeClass/general status.instanceProfile has prod-1, which is another cluster of the fleet',
  );
  for (const one of ['dev-1_1234567890', 'elsewhere_1234567890', 'prod-1'])
    assert.is(named('EC2NodeClass', profile(one)), undefined, one);
  const tagged = (key: string, value: string) => (item: Record<string, ValueObject>) => {
    item.spec = { ...item.spec, tags: { [key]: value } };
  };
  assert.match(named('EC2NodeClass', tagged('kubernetes.io/cluster/prod-1', 'owned')) ?? '', 'spec.tags');
  assert.match(named('EC2NodeClass', tagged('eks:eks-cluster-name', 'prod-1')) ?? '', 'has prod-1');
  assert.is(named('EC2NodeClass', tagged('kubernetes.io/cluster/dev-1', 'owned')), undefined);
  assert.is(named('EC2NodeClass', tagged('owner', 'prod-1')), undefined);
  const labelled = (value: string) => (item: Record<string, ValueObject>) => {
    item.metadata = {
      ...item.metadata,
      labels: { ...(item.metadata?.labels as ValueObject), 'alpha.eksctl.io/cluster-name': value },
    };
  };
  assert.is(
    named('NodeClaim', labelled('prod-1')),
    'the node ip-0 alpha.eksctl.io/cluster-name has prod-1, which is another cluster of the fleet',
  );
  assert.is(named('NodeClaim', labelled('dev-1')), undefined);
});

test('a tag that git itself has for the cluster names no other one', () => {
  const shared = ALIKE.replaceAll('discovery: "all"', 'karpenter.sh/discovery: prod-1');
  assert.is(reasonOf(stateText(shared, 'dev-1', ZONES), { before: shared }), undefined);
});

test('by the region of its nodes, where fleet.yaml says in which the cluster is', () => {
  const inRegion = (region: string): string => ALIKE.replaceAll('dev-1', `dev-${region}`);
  const of = (region: string): string | undefined => {
    const before = inRegion(region);
    const cluster = `dev-${region}`;
    return reasonOf(stateText(before, cluster, ZONES), { before, cluster });
  };
  assert.is(of('us-west-2'), 'its nodes are in eu-west-1, and fleet.yaml has dev-us-west-2 in us-west-2');
  assert.is(of('eu-west-1'), undefined);
  assert.is(of('blue'), undefined);
  const variable = FLEET.replaceAll('CLUSTER', 'AWS_REGION').replaceAll(
    'AWS_REGION: dev-1',
    'AWS_REGION: us-east-1',
  );
  const server = ALIKE.replace(
    'dev-1: {}',
    'dev-1: { server: "https://0a.gr7.us-east-1.eks.amazonaws.com" }',
  );
  for (const before of [variable, server])
    assert.is(
      reasonOf(
        edited(stateText(before, 'dev-1', ZONES), 'EC2NodeClass', ({ spec }) => {
          (spec as ValueObject).role = 'x';
          delete (spec as ValueObject).subnetSelectorTerms;
          delete (spec as ValueObject).securityGroupSelectorTerms;
        }),
        { before },
      ),
      'its nodes are in eu-west-1, and fleet.yaml has dev-1 in us-east-1',
    );
  const atInstance = edited(stateText(inRegion('us-west-2'), 'dev-us-west-2', ZONES), 'NodeClaim', (item) => {
    item.status = { ...item.status, providerID: 'aws:///us-west-2-lax-1a/i-0123456789abcdef0' };
  });
  assert.is(reasonOf(atInstance, { before: inRegion('us-west-2'), cluster: 'dev-us-west-2' }), undefined);
});

test.run();
