import type { ValueObject } from '@kustomize-ts/core';
import type { Random } from './crd-objects.ts';

/** An instance type as the oracle reads it. */
export interface CaseType {
  name: string;
  labels: Record<string, string>;
  absentLabels: string[];
  capacity: Record<string, string>;
  overhead: Record<string, string>;
  offerings: { zone: string; capacityType: string; price: number }[];
}

/** Pools, what they can launch, and pods that wait. */
export interface FitCase {
  pools: ValueObject[];
  types: Record<string, CaseType[]>;
  pods: ValueObject[];
  daemons: ValueObject[];
  claims: ValueObject[];
  volumes: ValueObject[];
  storageClasses: ValueObject[];
}

const prefix = 'karpenter.k8s.aws/instance-';
const zones = ['z1', 'z2', 'z3'];
const zone = 'topology.kubernetes.io/zone';
const hostname = 'kubernetes.io/hostname';
const taintKeys = ['gpu', 'team'];
const effects = ['NoSchedule', 'NoExecute', 'PreferNoSchedule'];
const apps = ['web', 'db'];

/** Draws scheduling cases, in which most things that can matter do so now and then. */
export function randomFitCase(random: Random): FitCase {
  const types = Array.from({ length: 2 + random.below(6) }, (_, at) => randomType(random, at));
  const pools = Array.from({ length: 1 + random.below(3) }, (_, at) => randomPool(random, at));
  const groups = Array.from({ length: 1 + random.below(3) }, (_, at) => randomPod(random, `p${at}`));
  const pods = groups.flatMap((pod, at) =>
    Array.from({ length: 1 + random.below(4) }, (_, replica) => named(pod, `p${at}-${replica}`)),
  );
  return {
    pools,
    types: Object.fromEntries(pools.map((pool) => [nameOf(pool), types.filter(() => random.below(5) > 0)])),
    pods,
    daemons: Array.from({ length: random.below(3) }, (_, at) => randomDaemon(random, `d${at}`)),
    claims: [claim('bound', { volumeName: 'volume' }), claim('unbound', { storageClassName: 'class' })],
    volumes: [
      {
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: { name: 'volume' },
        spec: {
          ...(random.below(2) === 0 ? { hostPath: { path: '/data' } } : {}),
          nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: volumeTerm(random) }] } },
        },
      },
    ],
    storageClasses: [
      {
        apiVersion: 'storage.k8s.io/v1',
        kind: 'StorageClass',
        metadata: { name: 'class' },
        provisioner: 'ebs.csi.aws.com',
        allowedTopologies: Array.from({ length: random.below(3) }, () => ({
          matchLabelExpressions: [{ key: zone, values: some(random, zones) }],
        })),
      },
    ],
  };
}

function volumeTerm(random: Random): ValueObject[] {
  const onHost = { key: hostname, operator: 'In', values: ['old-node'] };
  const inZone = { key: zone, operator: 'In', values: some(random, zones) };
  return random.pick([[inZone], [inZone, onHost], [onHost]]);
}

function claim(name: string, spec: ValueObject): ValueObject {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace: 'default' },
    spec,
  };
}

function nameOf({ metadata }: ValueObject): string {
  return String((metadata as ValueObject).name);
}

function named(pod: ValueObject, name: string): ValueObject {
  return { ...pod, metadata: { ...(pod.metadata as ValueObject), name } };
}

function randomType(random: Random, at: number): CaseType {
  const cpu = random.pick([1, 2, 4, 8]);
  const hasGpu = random.below(4) === 0;
  const gpuLabel = `${prefix}gpu-name`;
  return {
    name: `t${at}`,
    labels: {
      'kubernetes.io/arch': random.pick(['amd64', 'arm64']),
      [`${prefix}cpu`]: String(cpu),
      [`${prefix}family`]: random.pick(['c5', 'm5']),
      ...(hasGpu ? { [gpuLabel]: 't4' } : {}),
    },
    absentLabels: hasGpu ? [] : [gpuLabel],
    capacity: {
      cpu: String(cpu),
      memory: `${cpu * random.pick([2, 4])}Gi`,
      pods: String(random.pick([3, 10])),
      'ephemeral-storage': '20Gi',
      ...(hasGpu ? { 'nvidia.com/gpu': String(random.pick([1, 4])) } : {}),
    },
    overhead: { cpu: random.pick(['0', '70m', '110m']), memory: '255Mi' },
    offerings: zones.flatMap((name) =>
      ['on-demand', 'spot'].flatMap((capacityType) =>
        random.below(3) > 0
          ? [{ zone: name, capacityType, price: cpu * (capacityType === 'spot' ? 0.02 : 0.05) }]
          : [],
      ),
    ),
  };
}

function randomPool(random: Random, at: number): ValueObject {
  const spec = {
    nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'class' },
    requirements: [
      ...maybe(random, 3, () => ({
        key: zone,
        operator: 'In',
        values: some(random, zones),
        ...(random.below(4) === 0 ? { minValues: 1 + random.below(3) } : {}),
      })),
      ...maybe(random, 3, () => ({
        key: 'karpenter.sh/capacity-type',
        operator: 'In',
        values: ['on-demand'],
      })),
      ...maybe(random, 4, () => nodeExpression(random)),
      ...maybe(random, 4, () => ({ key: 'custom', operator: 'Exists' })),
      ...maybe(random, 6, () => ({
        key: `${prefix}family`,
        operator: 'Exists',
        minValues: 1 + random.below(2),
      })),
    ],
    taints: maybe(random, 3, () => ({
      key: random.pick(taintKeys),
      value: 'true',
      effect: random.pick(effects),
    })),
    startupTaints: maybe(random, 6, () => ({ key: 'starting', effect: 'NoSchedule' })),
  };
  return {
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: { name: `pool${at}` },
    spec: {
      ...(random.below(3) === 0 ? { weight: 1 + random.below(3) } : {}),
      ...(random.below(4) === 0
        ? { limits: { [random.pick(['cpu', 'memory', 'nodes'])]: random.pick(['0', '4', '10', '16Gi']) } }
        : {}),
      template: {
        metadata: { labels: random.below(3) === 0 ? { team: random.pick(['a', 'b']) } : {} },
        spec,
      },
    },
  };
}

function nodeExpression(random: Random): ValueObject {
  return random.pick([
    { key: 'kubernetes.io/arch', operator: random.pick(['In', 'NotIn']), values: ['arm64'] },
    { key: `${prefix}cpu`, operator: 'Gt', values: [random.pick(['1', '3'])] },
    { key: `${prefix}cpu`, operator: 'Lt', values: [random.pick(['3', '9'])] },
    { key: `${prefix}family`, operator: 'In', values: [random.pick(['c5', 'm5'])] },
    { key: `${prefix}gpu-name`, operator: random.pick(['Exists', 'DoesNotExist']) },
    { key: zone, operator: random.pick(['In', 'NotIn']), values: some(random, zones) },
    { key: 'team', operator: random.pick(['In', 'NotIn']), values: [random.pick(['a', 'b'])] },
    { key: 'custom', operator: 'In', values: ['x'] },
    { key: 'unknown', operator: random.pick(['In', 'NotIn']), values: ['x'] },
    { key: 'karpenter.sh/nodepool', operator: 'NotIn', values: ['pool0'] },
    { key: 'karpenter.sh/initialized', operator: 'In', values: ['true'] },
  ]);
}

function randomPod(random: Random, name: string): ValueObject {
  const labels = { app: random.pick(apps) };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels },
    spec: {
      ...(random.below(4) === 0
        ? { nodeSelector: { [random.pick(['team', 'kubernetes.io/arch'])]: random.pick(['a', 'amd64']) } }
        : {}),
      tolerations: tolerations(random),
      affinity: {
        ...(random.below(3) === 0 ? { nodeAffinity: nodeAffinity(random) } : {}),
        ...(random.below(5) === 0 ? { podAffinity: podAffinity(random) } : {}),
        ...(random.below(4) === 0 ? { podAntiAffinity: podAffinity(random) } : {}),
      },
      topologySpreadConstraints: maybe(random, 4, () => ({
        topologyKey: random.pick([zone, hostname, 'team', 'karpenter.sh/capacity-type']),
        maxSkew: 1 + random.below(2),
        whenUnsatisfiable: random.pick(['DoNotSchedule', 'ScheduleAnyway']),
        labelSelector: { matchLabels: { app: random.pick(apps) } },
        ...(random.below(3) === 0 ? { minDomains: 2 } : {}),
        ...(random.below(3) === 0 ? { nodeTaintsPolicy: random.pick(['Honor', 'Ignore']) } : {}),
        ...(random.below(3) === 0 ? { nodeAffinityPolicy: random.pick(['Honor', 'Ignore']) } : {}),
      })),
      containers: Array.from({ length: 1 + random.below(2) }, (_, at) => container(random, `c${at}`)),
      initContainers: Array.from({ length: random.below(3) }, (_, at) => ({
        ...container(random, `i${at}`),
        ...(random.below(2) === 0 ? { restartPolicy: 'Always' } : {}),
      })),
      ...(random.below(6) === 0 ? { overhead: { cpu: '250m' } } : {}),
      ...(random.below(6) === 0 ? { resources: { requests: { cpu: random.pick(['1', '3']) } } } : {}),
      volumes: maybe(random, 6, () => ({
        name: 'data',
        persistentVolumeClaim: { claimName: random.pick(['bound', 'unbound']) },
      })),
    },
  };
}

function randomDaemon(random: Random, name: string): ValueObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default' },
    spec: {
      tolerations: tolerations(random),
      // One term at most: of several, Karpenter forgets those that the first instance type does not meet, and the types have no order.
      affinity: random.below(2) === 0 ? { nodeAffinity: nodeAffinity(random, 1) } : {},
      containers: [container(random, 'daemon')],
    },
  };
}

function container(random: Random, name: string): ValueObject {
  const cpu = random.pick(['100m', '250m', '500m', '1', '1900m']);
  const ports = maybe(random, 10, () => ({ containerPort: 80, hostPort: random.pick([80, 81]) }));
  return {
    name,
    image: name,
    ports,
    resources: {
      ...(random.below(5) > 0 ? { requests: { cpu, memory: random.pick(['128Mi', '1Gi', '500M']) } } : {}),
      ...(random.below(3) === 0
        ? { limits: { memory: '2Gi', ...(random.below(3) === 0 ? { 'nvidia.com/gpu': '1' } : {}) } }
        : {}),
    },
  };
}

function tolerations(random: Random): ValueObject[] {
  return maybe(random, 2, () => ({
    ...(random.below(4) > 0 ? { key: random.pick(taintKeys), operator: 'Exists' } : { operator: 'Exists' }),
    ...(random.below(3) === 0 ? { effect: random.pick(effects) } : {}),
  }));
}

function nodeAffinity(random: Random, mostTerms = 2): ValueObject {
  const term = (): ValueObject => ({
    matchExpressions: Array.from({ length: 1 + random.below(2) }, () => nodeExpression(random)),
  });
  const required = Array.from({ length: random.below(mostTerms + 1) }, term);
  return {
    ...(required.length > 0
      ? { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: required } }
      : {}),
    // Of terms with one weight, Karpenter takes any first.
    preferredDuringSchedulingIgnoredDuringExecution: Array.from({ length: random.below(3) }, (_, at) => ({
      weight: at + 1,
      preference: term(),
    })),
  };
}

function podAffinity(random: Random): ValueObject {
  const term = (): ValueObject => ({
    topologyKey: random.pick([zone, hostname]),
    labelSelector: { matchLabels: { app: random.pick(apps) } },
    ...(random.below(4) === 0 ? { namespaces: [random.pick(['default', 'other'])] } : {}),
  });
  return {
    requiredDuringSchedulingIgnoredDuringExecution: maybe(random, 2, term),
    preferredDuringSchedulingIgnoredDuringExecution: maybe(random, 3, () => ({
      weight: 1,
      podAffinityTerm: term(),
    })),
  };
}

function maybe<T>(random: Random, oneIn: number, make: () => T): T[] {
  return random.below(oneIn) === 0 ? [make()] : [];
}

function some(random: Random, values: readonly string[]): string[] {
  const picked = values.filter(() => random.below(2) === 0);
  return picked.length > 0 ? picked : [random.pick(values)];
}
