/** The pools that a layout lays out; `place` is what is different in each cluster. */
export interface Contents {
  name: string;
  /** Documents of objects. */
  pools(place: string): string;
  classes(place: string): string;
  /** A merge patch of the first pool. */
  patch: string;
  /** Operations on the first pool. */
  operations: string;
}

const GENERAL = `apiVersion: karpenter.sh/v1
kind: NodePool
metadata:
  name: general
spec:
  # Stateless services.
  template:
    spec:
      nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: default }
      requirements:
        - key: karpenter.sh/capacity-type
          operator: In
          values: ["on-demand", "spot"]
        - key: kubernetes.io/arch
          operator: In
          values: ["amd64"]
      expireAfter: 336h
  limits:
    cpu: 200
  disruption:
    consolidationPolicy: WhenEmptyOrUnderutilized
    consolidateAfter: 1m
`;

const DEFAULT_CLASS = (place: string): string => `apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata:
  name: default
spec:
  amiSelectorTerms:
    - alias: al2023@v20250704
  role: KarpenterNodeRole-${place}
  subnetSelectorTerms:
    - tags:
        karpenter.sh/discovery: ${place}
  securityGroupSelectorTerms:
    - tags:
        karpenter.sh/discovery: ${place}
`;

const PATCH = `apiVersion: karpenter.sh/v1
kind: NodePool
metadata:
  name: general
spec:
  limits:
    cpu: 2000
  weight: 10
`;

const OPERATIONS = `- op: replace
  path: /spec/limits/cpu
  value: 1000
- op: add
  path: /spec/template/spec/requirements/-
  value: { key: kubernetes.io/os, operator: In, values: [linux] }
`;

/** One pool and its class. */
export const SMALL: Contents = {
  name: 'one pool',
  pools: () => GENERAL,
  classes: DEFAULT_CLASS,
  patch: PATCH,
  operations: OPERATIONS,
};

const GPU = `apiVersion: karpenter.sh/v1
kind: NodePool
metadata:
  name: gpu
  labels: { team: ml }
spec:
  template:
    metadata:
      labels: { accelerator: nvidia }
    spec:
      nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: gpu }
      requirements:
        - { key: karpenter.k8s.aws/instance-family, operator: In, values: [g5, g6] }
        - { key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }
      taints: [{ key: nvidia.com/gpu, effect: NoSchedule }]
  disruption:
    consolidationPolicy: WhenEmpty
    consolidateAfter: 10m
    budgets:
      - nodes: "1"
      - { nodes: "0", schedule: 0 8 * * mon-fri, duration: 10h }
`;

const SPOT = GENERAL.replace('name: general', 'name: spot').replace('"on-demand", "spot"', '"spot"');

const GPU_CLASS = (place: string): string => `apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata:
  name: gpu
  labels: { team: ml }
spec:
  amiSelectorTerms:
    - alias: bottlerocket@v1.30.0
  role: KarpenterNodeRole-${place}
  subnetSelectorTerms: [{ tags: { karpenter.sh/discovery: "${place}", tier: private } }]
  securityGroupSelectorTerms: [{ tags: { karpenter.sh/discovery: "${place}" } }]
  blockDeviceMappings:
    - deviceName: /dev/xvdb
      ebs: { volumeSize: 200Gi, volumeType: gp3, encrypted: true }
  userData: |
    [settings.kubernetes]
    cluster-name = "${place}"
    [settings.kubernetes.node-labels]
    "ingress" = "allowed"
  tags:
    team: ml
    cluster: ${place}
`;

/** Three pools, two of which share a class. */
export const LARGE: Contents = {
  name: 'three pools',
  pools: () => [GENERAL, SPOT, GPU].join('---\n'),
  classes: (place) => [DEFAULT_CLASS(place), GPU_CLASS(place)].join('---\n'),
  patch: PATCH,
  operations: OPERATIONS,
};

/** Files of one folder, below another. */
export function below(folder: string, files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
}

/** A kustomization with these fields. */
export function kustomization(resources: readonly string[], more = ''): string {
  return `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n${resources.map((one) => `  - ${one}\n`).join('')}${more}`;
}

/** A kustomize directory with the pools in one file and the classes in another. */
export function base(contents: Contents, place: string): Record<string, string> {
  return {
    'kustomization.yaml': kustomization(['nodepools.yaml', 'nodeclasses.yaml']),
    'nodepools.yaml': contents.pools(place),
    'nodeclasses.yaml': contents.classes(place),
  };
}
