import type { Value, ValueObject } from '@kustomize-ts/core';

/** Objects that share no part with others of any call, and differ in most of their texts and numbers by `number`. */
export type MakeObject = (number: number) => ValueObject;

export const nodePool: MakeObject = (number) => ({
  apiVersion: 'karpenter.sh/v1',
  kind: 'NodePool',
  metadata: { name: `pool-${number}`, labels: { owner: `team-${number}` } },
  spec: {
    weight: 1 + (number % 100),
    limits: { cpu: `${100 + number}`, memory: `${200 + number}Gi` },
    disruption: {
      consolidationPolicy: number % 2 === 0 ? 'WhenEmptyOrUnderutilized' : 'WhenEmpty',
      consolidateAfter: `${1 + number}m`,
      budgets: [
        { nodes: `${number % 100}%` },
        { nodes: `${number}`, schedule: `${number % 60} ${number % 24} * * mon-fri`, duration: '8h' },
      ],
    },
    template: {
      metadata: {
        labels: { team: `team-${number}`, [`example.com/label-${number}`]: 'a' },
        annotations: { 'example.com/note': `note ${number}` },
      },
      spec: {
        nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: `class-${number}` },
        expireAfter: `${number}h`,
        terminationGracePeriod: `${1 + (number % 50)}h30m`,
        taints: [{ key: 'nvidia.com/gpu', effect: 'NoSchedule', value: `gpu-${number}` }],
        startupTaints: [{ key: `example.com/boot-${number}`, effect: 'NoExecute' }],
        requirements: requirements(number),
      },
    },
  },
});

function requirements(number: number): Value[] {
  return [
    { key: 'kubernetes.io/arch', operator: 'In', values: [number % 2 === 0 ? 'amd64' : 'arm64'] },
    {
      key: 'karpenter.k8s.aws/instance-family',
      operator: 'In',
      values: [`c${number}`, `m${number}`, `r${number}`],
      minValues: 2,
    },
    { key: 'karpenter.k8s.aws/instance-cpu', operator: 'Gt', values: [`${number}`] },
    { key: 'karpenter.sh/capacity-type', operator: 'In', values: ['on-demand', 'spot'] },
    { key: `example.com/need-${number}`, operator: 'Exists' },
  ];
}

export const nodeClass: MakeObject = (number) => ({
  apiVersion: 'karpenter.k8s.aws/v1',
  kind: 'EC2NodeClass',
  metadata: { name: `class-${number}`, labels: { owner: `team-${number}` } },
  spec: {
    amiFamily: 'AL2023',
    amiSelectorTerms: [{ alias: `al2023@v${20250000 + number}` }],
    role: `KarpenterNodeRole-${number}`,
    subnetSelectorTerms: [{ tags: { 'karpenter.sh/discovery': `c-${number}` } }, { id: `subnet-${number}` }],
    securityGroupSelectorTerms: [
      { tags: { 'karpenter.sh/discovery': `c-${number}` } },
      { name: `nodes-${number}` },
    ],
    capacityReservationSelectorTerms: [
      { id: `cr-${number}` },
      { ownerID: `${100000000000 + number}`, tags: { a: `b-${number}` } },
    ],
    blockDeviceMappings: [
      {
        deviceName: '/dev/xvda',
        rootVolume: true,
        ebs: { volumeSize: `${20 + (number % 900)}Gi`, volumeType: 'gp3', iops: 3000 + (number % 900) },
      },
      {
        deviceName: '/dev/xvdb',
        ebs: { snapshotID: `snap-${number}`, volumeInitializationRate: 200, encrypted: true },
      },
    ],
    metadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 1 + (number % 3) },
    kubelet: { maxPods: 20 + (number % 200), systemReserved: { cpu: `${100 + number}m` } },
    connectionTracking: { tcpEstablishedTimeout: 60 + (number % 900) },
    networkInterfaces: [{ deviceIndex: 0, networkCardIndex: 0, interfaceType: 'interface' }],
    tags: { team: `team-${number}`, [`tag-${number}`]: 'a' },
    userData: `#!/bin/bash\necho ${number} $HOME\n`,
    associatePublicIPAddress: number % 2 === 0,
  },
});
