import { emit, type Value, type ValueObject } from '@kustomize-ts/core';
import { dollarLeaves } from '../../../generator/render/leaves.ts';

/** An object of usual shape with the given fields in its spec. */
export function nodePool(spec: { [key: string]: Value }): ValueObject {
  return {
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: { name: 'x', labels: { type: 'karpenter' } },
    spec: {
      requirements: [{ key: 'karpenter.sh/capacity-type', operator: 'In', values: ['spot', 'on-demand'] }],
      ...spec,
    },
  };
}

const POOL = (name: string) => `apiVersion: karpenter.sh/v1
kind: NodePool
metadata:
  name: ${name}
spec:
  disruption:
    consolidateAfter: 1m
    consolidationPolicy: WhenEmptyOrUnderutilized
  limits:
    cpu: "192"
  template:
    metadata:
      labels:
        instanceType: ${name}
        provisionerType: Karpenter
        vpc.amazonaws.com/has-trunk-attached: "true"
    spec:
      expireAfter: 720h
      nodeClassRef:
        group: karpenter.k8s.aws
        kind: EC2NodeClass
        name: ${name}
      requirements:
      - key: karpenter.k8s.aws/instance-family
        operator: In
        values: [c5, m5, r5]
      - key: kubernetes.io/arch
        operator: In
        values: [amd64]
      - key: karpenter.sh/capacity-type
        operator: In
        values: [on-demand, spot]
      startupTaints:
      - effect: NoSchedule
        key: node.example.com/not-ready
`;

const CLASS = (name: string) => `apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata:
  name: ${name}
spec:
  amiSelectorTerms:
  - alias: al2023@v20250501
  blockDeviceMappings:
  - deviceName: /dev/xvda
    ebs: { deleteOnTermination: true, volumeSize: 100Gi, volumeType: gp3 }
  role: \${KARPENTER_NODE_ROLE}
  securityGroupSelectorTerms:
  - tags:
      karpenter.sh/discovery: \${EKS_CLUSTER_NAME}
  subnetSelectorTerms:
  - tags:
      karpenter.sh/discovery: \${EKS_CLUSTER_NAME}
  userData: |
    #!/bin/bash
    echo "\${EKS_CLUSTER_NAME}" > /etc/cluster
    export PATH=\${DOLLAR}PATH:/opt/bin
  tags:
    app.kubernetes.io/created-by: eks-workshop
    note: "cluster: \${EKS_CLUSTER_NAME}"
`;

/** Two pools and their node classes, of the size that real ones have. */
export const SEED_SHAPED = [
  POOL('x86-cpu'),
  POOL('inferentia-inf2'),
  CLASS('x86-cpu'),
  CLASS('inferentia-inf2'),
].join('---\n');

/** A base with those objects, and an overlay on it that patches one. */
export const TREE: Record<string, string> = {
  '/base/kustomization.yaml': 'resources: [pools.yaml]\n',
  '/base/pools.yaml': SEED_SHAPED,
  '/overlays/dev/kustomization.yaml': `resources: [../../base]
patches:
- target: {kind: NodePool, name: x86-cpu}
  patch: |
    - {op: replace, path: /spec/limits/cpu, value: "64"}
`,
};

/** An ApplicationSet that gives each element's variables to the objects by patches. */
export function applicationSetOf(objects: readonly ValueObject[], elements: Value[]): ValueObject {
  const patches = objects.flatMap((object) => {
    const operations = dollarLeaves(object).map(({ text, path }) => ({
      op: 'replace',
      path: `/${path.map((step) => String(step).replaceAll('/', '~1')).join('/')}`,
      value: text,
    }));
    const patch = emit(operations).replace(/\$\{(\w+)\}/g, '{{ index .variables "$1" }}');
    const { name = '' } = object.metadata as { name?: string };
    return operations.length === 0 ? [] : [{ target: { kind: object.kind ?? '', name }, patch }];
  });
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name: 'fleet-dev' },
    spec: {
      generators: [{ list: { elements } }],
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      template: {
        metadata: { name: 'fleet-{{ .cluster }}' },
        spec: { source: { path: 'overlays/dev', kustomize: { patches } } },
      },
    },
  };
}
