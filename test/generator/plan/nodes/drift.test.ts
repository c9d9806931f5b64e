import type { ValueObject } from '@kustomize-ts/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { driftOf } from '../../../../generator/plan/nodes/drift.ts';
import { type ClaimOptions, hashedClass, hashedPool, nodeClaim, nodeClass, nodePool } from './cluster.ts';

const launchedPool = nodePool('general');
const launchedClass = nodeClass();

function reason(
  { pool = launchedPool, ec2 = launchedClass }: { pool?: ValueObject; ec2?: ValueObject | null },
  claim: ClaimOptions = {},
) {
  return driftOf({
    nodePool: hashedPool(pool),
    nodeClass: ec2 === null ? undefined : hashedClass(ec2),
    nodeClaim: nodeClaim('a', launchedPool, launchedClass, claim),
  });
}

const requiring = (...requirements: ValueObject[]) => ({ pool: nodePool('general', { requirements }) });

test('a node of the present pool and class is not drifted', () => {
  assert.is(reason({}), undefined);
});

test('the hash of the pool, and the labels at launch', () => {
  assert.is(reason({ pool: nodePool('general', {}, { team: 'a' }) }), 'NodePoolDrifted');
  assert.is(
    reason(requiring({ key: 'kubernetes.io/arch', operator: 'In', values: ['arm64'] })),
    'RequirementsDrifted',
  );
  assert.is(
    reason(requiring({ key: 'kubernetes.io/arch', operator: 'In', values: ['arm64', 'amd64'] })),
    undefined,
  );
});

test('a key that nodes lack drifts by In, Exists and bounds, not by NotIn and DoesNotExist', () => {
  const one = (operator: string, ...values: string[]) => reason(requiring({ key: 'team', operator, values }));
  assert.equal(
    [one('In', 'a'), one('Exists'), one('Gt', '1'), one('NotIn', 'a'), one('DoesNotExist')],
    ['RequirementsDrifted', 'RequirementsDrifted', 'RequirementsDrifted', undefined, undefined],
  );
  const labelled = { labels: { team: '5' } };
  assert.is(reason(requiring({ key: 'team', operator: 'Gt', values: ['4'] }), labelled), undefined);
  assert.is(reason(requiring({ key: 'team', operator: 'DoesNotExist' }), labelled), 'RequirementsDrifted');
});

test('requirements of one key hold together, and old names of labels are the new ones', () => {
  const zone = 'failure-domain.beta.kubernetes.io/zone';
  const both = requiring(
    { key: zone, operator: 'In', values: ['eu-west-1a', 'eu-west-1b'] },
    { key: 'topology.kubernetes.io/zone', operator: 'NotIn', values: ['eu-west-1a'] },
  );
  assert.is(reason(both), 'RequirementsDrifted');
  assert.is(reason(both, { labels: { 'topology.kubernetes.io/zone': 'eu-west-1b' } }), undefined);
});

test('labels that mean the same and differ count as none', () => {
  const labels = { 'topology.ebs.csi.aws.com/zone': 'eu-west-1b' };
  const zone = { key: 'topology.kubernetes.io/zone', operator: 'In', values: ['eu-west-1a', 'eu-west-1b'] };
  assert.is(reason(requiring(zone), { labels }), 'RequirementsDrifted');
  assert.is(reason(requiring({ ...zone, operator: 'NotIn' }), { labels }), undefined);
});

test('the hash of the class, unless it is gone or the versions differ', () => {
  const ec2 = nodeClass({ tags: { team: 'a' } });
  assert.is(reason({ ec2 }), 'NodeClassDrift');
  assert.is(reason({ ec2: null }), undefined);
  const annotations = {
    'karpenter.k8s.aws/ec2nodeclass-hash': '1',
    'karpenter.k8s.aws/ec2nodeclass-hash-version': 'v5',
  };
  assert.is(reason({ ec2 }, { metadata: { annotations } }), undefined);
});

test('the image is the first of the class that fits the node', () => {
  assert.is(reason({}, { image: 'ami-arm' }), 'AMIDrift');
  assert.is(reason({}, { image: 'ami-old' }), 'AMIDrift');
});

test('a reservation that the class has no longer, for reserved nodes alone', () => {
  const label = 'karpenter.k8s.aws/capacity-reservation-id';
  const reserved = { 'karpenter.sh/capacity-type': 'reserved' };
  assert.is(reason({}, { labels: { ...reserved, [label]: 'cr-2' } }), 'CapacityReservationDrift');
  assert.is(reason({}, { labels: { ...reserved, [label]: 'cr-1' } }), undefined);
  assert.is(reason({}, { labels: { [label]: 'cr-2' } }), undefined);
});

test('a placement group that the class does not select', () => {
  assert.is(
    reason({}, { labels: { 'karpenter.k8s.aws/placement-group-id': 'pg-1' } }),
    'PlacementGroupDrift',
  );
});

test.run();
