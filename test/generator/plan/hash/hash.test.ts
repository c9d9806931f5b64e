import type { ValueObject } from '@kustomize-ts/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  hashVersionsOf,
  nodeClassHash,
  nodeClassHashAfter,
  nodePoolHash,
} from '../../../../generator/plan/hash/index.ts';

function pool(spec: ValueObject, metadata: ValueObject = {}): string {
  const nodeClassRef = { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'x86' };
  return nodePoolHash({
    spec: { template: { metadata, spec: { nodeClassRef, expireAfter: '720h', requirements: [], ...spec } } },
  });
}

function nodeClass(spec: ValueObject): ValueObject {
  return { spec: { amiSelectorTerms: [{ alias: 'al2023@latest' }], role: 'node', ...spec } };
}

const classHash = (spec: ValueObject) => nodeClassHash(nodeClass(spec), 'v6');

test('a NodePool drifts by its template, not by its requirements', () => {
  const base = pool({});
  assert.is(pool({ requirements: [{ key: 'a', operator: 'Exists' }] }), base);
  assert.is.not(pool({}, { labels: { team: 'a' } }), base);
  assert.is.not(pool({ expireAfter: 'Never' }), base);
  assert.is.not(pool({ expireAfter: '0s' }), pool({ expireAfter: 'Never' }));
});

test('a duration in another spelling and a list in another order are the same', () => {
  assert.is(pool({ expireAfter: '24h' }), pool({ expireAfter: '1440m' }));
  const taints = [
    { key: 'a', effect: 'NoSchedule' },
    { key: 'b', effect: 'NoExecute' },
  ];
  assert.is(pool({ taints }), pool({ taints: [...taints].reverse() }));
  assert.is.not(pool({ taints }), pool({ startupTaints: taints }));
});

test('an empty mapping of labels differs from none', () => {
  assert.is.not(pool({}, { labels: {} }), pool({}));
});

test('a pointer to false drifts, a plain false does not', () => {
  assert.is.not(classHash({ detailedMonitoring: false }), classHash({}));
  const device = { deviceName: '/dev/xvda', ebs: { volumeSize: '1024Gi' } };
  assert.is(
    classHash({ blockDeviceMappings: [{ ...device, rootVolume: false }] }),
    classHash({ blockDeviceMappings: [{ ...device, ebs: { volumeSize: '1Ti' } }] }),
  );
});

test('the AMI family is hashed as the alias resolves it, selector terms are not', () => {
  assert.is(classHash({ amiFamily: 'AL2023' }), classHash({}));
  assert.is(classHash({ amiSelectorTerms: [{ alias: 'al2023@v20260101' }] }), classHash({}));
  assert.is.not(classHash({ amiFamily: 'Custom' }), classHash({}));
  assert.is(classHash({ subnetSelectorTerms: [{ id: 'subnet-1' }], ipPrefixCount: 1 }), classHash({}));
});

test('kubelet settings are compared as JSON text since 1.15', () => {
  const settings = (cpu: string): ValueObject => ({ kubelet: { kubeReserved: { cpu } } });
  assert.is.not(classHash(settings('100m')), classHash(settings('0.1')));
  assert.is(classHash({ kubelet: {} }), classHash({}));
  const old = (spec: ValueObject) => nodeClassHash(nodeClass(spec), 'v5');
  assert.is.not(old({ kubelet: {} }), old({}));
});

test('the CA bundle counts since v5, and need not be known to compute the hash after a change', () => {
  const [before, after] = [nodeClass({}), nodeClass({ tags: { team: 'a' } })];
  assert.is(nodeClassHash(before, 'v4', 'bundle'), nodeClassHash(before, 'v4'));
  assert.is.not(nodeClassHash(before, 'v5', 'bundle'), nodeClassHash(before, 'v5'));
  const hash = nodeClassHash(before, 'v6', 'bundle');
  assert.is(nodeClassHashAfter({ object: before, hash }, after, 'v6'), nodeClassHash(after, 'v6', 'bundle'));
});

test('an object that Karpenter cannot decode throws', () => {
  assert.throws(() => pool({ expireAfter: '30d' }), /unknown unit/);
});

test('hash versions of Karpenter releases', () => {
  const versions = ['1.8', '1.11.2', '1.12', '1.14.3', '1.15.1'].map((one) => hashVersionsOf(one).nodeClass);
  assert.equal(versions, ['v4', 'v4', 'v5', 'v5', 'v6']);
  assert.is(hashVersionsOf('1.15').nodePool, 'v3');
});

test.run();
