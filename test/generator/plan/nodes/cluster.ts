import type { ValueObject } from '@kustomize-ts/core';
import { objectAt } from '../../../../generator/instances/objects/fields.ts';
import { nodeClassHash, nodePoolHash } from '../../../../generator/plan/hash/index.ts';
import { nodeClassKeys, nodePoolKeys, withHash } from '../../../../generator/plan/nodes/annotations.ts';

/** The cluster's CA bundle, which no manifest has. */
const bundle = 'LS0tLS1CRUdJTg==';

export function nodePool(name: string, template: ValueObject = {}, labels?: ValueObject): ValueObject {
  return {
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: { name },
    spec: {
      template: {
        ...(labels ? { metadata: { labels } } : {}),
        spec: {
          nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'default' },
          expireAfter: '720h',
          requirements: [{ key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] }],
          ...template,
        },
      },
    },
  };
}

export function nodeClass(spec: ValueObject = {}): ValueObject {
  return {
    apiVersion: 'karpenter.k8s.aws/v1',
    kind: 'EC2NodeClass',
    metadata: { name: 'default' },
    spec: {
      role: 'node',
      amiSelectorTerms: [{ alias: 'al2023@v20260101' }],
      subnetSelectorTerms: [{ tags: { cluster: 'a' } }],
      securityGroupSelectorTerms: [{ tags: { cluster: 'a' } }],
      ...spec,
    },
  };
}

export const status: ValueObject = {
  amis: [
    ami('ami-arm', 'arm64', 'v20260101'),
    ami('ami-x86', 'amd64', 'v20260101'),
    ami('ami-old', 'amd64', 'v20251201'),
  ],
  subnets: [
    { id: 'subnet-a', zone: 'eu-west-1a' },
    { id: 'subnet-b', zone: 'eu-west-1b' },
  ],
  securityGroups: [{ id: 'sg-1' }, { id: 'sg-2' }],
  capacityReservations: [{ id: 'cr-1' }],
};

function ami(id: string, arch: string, version: string): ValueObject {
  return {
    id,
    name: `amazon-eks-node-al2023-${arch}-standard-1.34-${version}`,
    requirements: [{ key: 'kubernetes.io/arch', operator: 'In', values: [arch] }],
  };
}

/** The objects with what the controllers of Karpenter 1.15 write on them. */
export function hashedPool(pool: ValueObject): ValueObject {
  return withHash(pool, nodePoolKeys, { hash: nodePoolHash(pool), version: 'v3' });
}

export function hashedClass(object: ValueObject): ValueObject {
  const hash = { hash: nodeClassHash(object, 'v6', bundle), version: 'v6' };
  return { ...withHash(object, nodeClassKeys, hash), status };
}

export interface ClaimOptions {
  labels?: ValueObject;
  image?: string;
  conditions?: ValueObject[];
  metadata?: ValueObject;
  spec?: ValueObject;
}

/** A claim that was launched from them. */
export function nodeClaim(
  name: string,
  pool: ValueObject,
  launched: ValueObject,
  { labels = {}, image = 'ami-x86', conditions = [], metadata = {}, spec = {} }: ClaimOptions = {},
): ValueObject {
  const annotations = { ...annotationsOf(hashedClass(launched)), ...annotationsOf(hashedPool(pool)) };
  return {
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodeClaim',
    metadata: {
      name,
      creationTimestamp: '2026-01-01T00:00:00Z',
      annotations,
      labels: {
        'karpenter.sh/nodepool': String((pool.metadata as ValueObject).name),
        'karpenter.sh/capacity-type': 'spot',
        'kubernetes.io/arch': 'amd64',
        'topology.kubernetes.io/zone': 'eu-west-1a',
        ...labels,
      },
      ...metadata,
    },
    spec: { expireAfter: '720h', ...spec },
    status: {
      imageID: image,
      nodeName: `ip-${name}`,
      conditions: [condition('Initialized'), ...conditions],
    },
  };
}

function annotationsOf(object: ValueObject): ValueObject {
  return objectAt(objectAt(object, 'metadata'), 'annotations');
}

export function condition(type: string, reason = type, status = 'True'): ValueObject {
  return { type, reason, status, lastTransitionTime: '2026-01-02T00:00:00Z' };
}

export function nodeOf(claim: ValueObject, metadata: ValueObject = {}): ValueObject {
  const { nodeName } = claim.status as ValueObject;
  const { labels } = claim.metadata as ValueObject;
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: nodeName ?? '', labels: labels ?? {}, ...metadata },
    status: { conditions: [condition('Ready')] },
  };
}

export function pod(name: string, node: string, more: ValueObject = {}, spec: ValueObject = {}): ValueObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'kube-system', labels: { app: name }, ...more },
    spec: { nodeName: node, ...spec },
    status: { phase: 'Running', startTime: '2026-01-03T00:00:00Z' },
  };
}

export function list(...items: ValueObject[]): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', metadata: { resourceVersion: '' }, items });
}
