import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { importClusters, specOf } from './helper.ts';

const test = suite('import of older versions of Karpenter');

const V1BETA1 = `apiVersion: karpenter.sh/v1beta1
kind: NodePool
metadata: { name: general }
spec:
  template:
    spec:
      nodeClassRef: { apiVersion: karpenter.k8s.aws/v1beta1, kind: EC2NodeClass, name: general }
      requirements: [{ key: kubernetes.io/arch, operator: In, values: [amd64] }]
      kubelet: { maxPods: 50 }
  disruption: { consolidationPolicy: WhenUnderutilized, expireAfter: 48h }
---
apiVersion: karpenter.k8s.aws/v1beta1
kind: EC2NodeClass
metadata: { name: general }
spec:
  amiFamily: AL2023
  role: node-role
  subnetSelectorTerms: [{ tags: { discovery: main } }]
  securityGroupSelectorTerms: [{ tags: { discovery: main } }]
`;

test('v1beta1: expiry, policy, kubelet, reference and AMIs move to where v1 has them', () => {
  const { pools } = specOf(importClusters({ 'prod-1': V1BETA1 }));
  assert.equal(pools, {
    general: {
      nodePool: {
        template: {
          spec: {
            requirements: [{ key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] }],
            expireAfter: '48h',
          },
        },
        disruption: { consolidateAfter: '0s', consolidationPolicy: 'WhenEmptyOrUnderutilized' },
      },
      nodeClass: {
        role: 'node-role',
        subnetSelectorTerms: [{ tags: { discovery: 'main' } }],
        securityGroupSelectorTerms: [{ tags: { discovery: 'main' } }],
        amiFamily: 'AL2023',
        amiSelectorTerms: [{ alias: 'al2023@latest' }],
        metadataOptions: { httpPutResponseHopLimit: 2 },
        kubelet: { maxPods: 50 },
      },
    },
  });
});

test('v1beta1: what has no counterpart is named with its place', () => {
  const messages = (text: string) =>
    importClusters({ 'prod-1': text }).diagnostics.map(({ at, message }) => `${at?.line} ${message}`);
  assert.equal(messages(V1BETA1.replace('AL2023', 'Ubuntu')), [
    '7 NodePool/general refers to EC2NodeClass/general, which its sources do not have',
    '16 v1 has no alias for AMIs of the family Ubuntu',
  ]);
  const other = V1BETA1.replace('name: general }', 'name: other }').replace('maxPods: 50', 'maxPods: 60');
  assert.equal(messages(`${V1BETA1}---\n${other.split('---')[0]}`), [
    '25 pools of the node class general have different kubelet settings, but v1 has these in the node class',
  ]);
});

const V1ALPHA5 = `apiVersion: karpenter.sh/v1alpha5
kind: Provisioner
metadata: { name: general }
spec:
  providerRef: { name: general }
  labels: { team: web }
  taints: [{ key: web, effect: NoSchedule }]
  requirements: [{ key: karpenter.sh/capacity-type, operator: In, values: [spot] }]
  limits: { resources: { cpu: 100 } }
  ttlSecondsAfterEmpty: 30
---
apiVersion: karpenter.k8s.aws/v1alpha1
kind: AWSNodeTemplate
metadata: { name: general }
spec:
  instanceProfile: nodes
  subnetSelector: { aws-ids: "subnet-0a,subnet-0b" }
  securityGroupSelector: { karpenter.sh/discovery: main, Name: nodes }
`;

test('v1alpha5: a Provisioner and its AWSNodeTemplate become a pool, with the defaults that pools no longer have', () => {
  const { pools } = specOf(importClusters({ 'prod-1': V1ALPHA5 }));
  assert.equal(pools, {
    general: {
      nodePool: {
        template: {
          metadata: { labels: { team: 'web' } },
          spec: {
            requirements: [
              { key: 'karpenter.sh/capacity-type', operator: 'In', values: ['spot'] },
              { key: 'kubernetes.io/os', operator: 'In', values: ['linux'] },
              { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] },
              { key: 'karpenter.k8s.aws/instance-category', operator: 'In', values: ['c', 'm', 'r'] },
              { key: 'karpenter.k8s.aws/instance-generation', operator: 'Gt', values: ['2'] },
            ],
            taints: [{ key: 'web', effect: 'NoSchedule' }],
            expireAfter: 'Never',
          },
        },
        disruption: { consolidationPolicy: 'WhenEmpty', consolidateAfter: '30s' },
        limits: { cpu: 100 },
      },
      nodeClass: {
        instanceProfile: 'nodes',
        amiFamily: 'AL2',
        amiSelectorTerms: [{ alias: 'al2@latest' }],
        subnetSelectorTerms: [{ id: 'subnet-0a' }, { id: 'subnet-0b' }],
        securityGroupSelectorTerms: [{ tags: { 'karpenter.sh/discovery': 'main', Name: 'nodes' } }],
        metadataOptions: { httpPutResponseHopLimit: 2 },
      },
    },
  });
});

test('v1alpha5: an inline provider and a launch template are named', () => {
  const inline = V1ALPHA5.replace(
    '  providerRef: { name: general }',
    '  providerRef: { name: general }\n  provider: { a: b }',
  );
  const { diagnostics } = importClusters({
    'prod-1': inline.replace('instanceProfile: nodes', 'launchTemplate: own'),
  });
  assert.equal(
    diagnostics.map(({ code, field }) => `${code} ${field}`),
    ['not-imported spec.provider', 'not-imported spec.launchTemplate'],
  );
});

test.run();
