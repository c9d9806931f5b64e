import type { ValueObject } from '@kustomize-ts/core';

/** A sound object of each kind, with most fields set: what mutations start from. */
export const soundObjects: readonly ValueObject[] = [
  {
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: { name: 'test' },
    spec: {
      weight: 10,
      limits: { cpu: '1000', memory: '1000Gi', nodes: 4 },
      disruption: {
        consolidationPolicy: 'WhenEmptyOrUnderutilized',
        consolidateAfter: '1m',
        budgets: [
          { nodes: '10%' },
          { nodes: '0', schedule: '0 9 * * mon-fri', duration: '8h', reasons: ['Drifted'] },
        ],
      },
      template: {
        metadata: { labels: { team: 'a' }, annotations: { 'example.com/note': 'b c' } },
        spec: {
          nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'x86' },
          expireAfter: '720h',
          terminationGracePeriod: '1h30m',
          taints: [{ key: 'nvidia.com/gpu', effect: 'NoSchedule', value: 'true' }],
          startupTaints: [
            { key: 'example.com/boot', effect: 'NoExecute', timeAdded: '2024-01-02T03:04:05Z' },
          ],
          requirements: [
            { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] },
            {
              key: 'karpenter.k8s.aws/instance-family',
              operator: 'In',
              values: ['c5', 'm5', 'r5'],
              minValues: 2,
            },
            { key: 'karpenter.k8s.aws/instance-cpu', operator: 'Gt', values: ['4'] },
            { key: 'karpenter.sh/capacity-type', operator: 'Exists', values: [] },
          ],
        },
      },
    },
  },
  {
    apiVersion: 'karpenter.k8s.aws/v1',
    kind: 'EC2NodeClass',
    metadata: { name: 'test' },
    spec: {
      amiFamily: 'AL2023',
      amiSelectorTerms: [{ alias: 'al2023@latest' }],
      role: 'KarpenterNodeRole',
      subnetSelectorTerms: [{ tags: { 'karpenter.sh/discovery': 'a' } }, { id: 'subnet-1' }],
      securityGroupSelectorTerms: [{ tags: { 'karpenter.sh/discovery': 'a' } }, { name: 'nodes' }],
      capacityReservationSelectorTerms: [{ id: 'cr-1' }, { ownerID: '123456789012', tags: { a: 'b' } }],
      blockDeviceMappings: [
        {
          deviceName: '/dev/xvda',
          rootVolume: true,
          ebs: { volumeSize: '100Gi', volumeType: 'gp3', iops: 3000 },
        },
        {
          deviceName: '/dev/xvdb',
          ebs: { snapshotID: 'snap-1', volumeInitializationRate: 200, encrypted: true },
        },
      ],
      metadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 2 },
      kubelet: { maxPods: 110, systemReserved: { cpu: '100m' } },
      connectionTracking: { tcpEstablishedTimeout: 60 },
      networkInterfaces: [{ deviceIndex: 0, networkCardIndex: 0, interfaceType: 'interface' }],
      tags: { team: 'a' },
      userData: '#!/bin/bash\necho $HOME\n',
      associatePublicIPAddress: false,
    },
  },
  {
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodeClaim',
    metadata: { name: 'test' },
    spec: {
      nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'x86' },
      requirements: [{ key: 'kubernetes.io/arch', operator: 'In', values: ['amd64', 'arm64'], minValues: 1 }],
      resources: { requests: { cpu: '1', memory: '1Gi' } },
      expireAfter: 'Never',
    },
  },
  {
    apiVersion: 'karpenter.sh/v1alpha1',
    kind: 'NodeOverlay',
    metadata: { name: 'test' },
    spec: {
      weight: 1,
      priceAdjustment: '-10%',
      capacity: { 'example.com/gpu': 1 },
      requirements: [{ key: 'karpenter.k8s.aws/instance-family', operator: 'In', values: ['m5'] }],
    },
  },
  { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'test' }, spec: {} },
  { apiVersion: 'example.com/v1', kind: 'Format', metadata: { name: 'test' }, spec: {} },
  { apiVersion: 'example.com/v1', kind: 'Gadget', metadata: { name: 'test', namespace: 'test' }, spec: {} },
];
