import type { Accelerator, Answers, Capacity, NewCluster } from './answers.ts';

/** What a new fleet takes from its surroundings. */
export interface NewFleet {
  /** The fleet's name, a DNS label. */
  name: string;
  /** Karpenter's release, such as `1.15`. */
  karpenter: string;
  /** Path of the schema from the fleet, for editors. */
  schema: string;
  /** Address that Argo CD clones the repository from. */
  repoURL?: string | undefined;
}

/** The text of a new fleet.yaml, with a comment on each decision. */
export function fleetText(answers: Answers, { name, karpenter, schema, repoURL }: NewFleet): string {
  return `# yaml-language-server: $schema=./${schema}
apiVersion: poolwright.dev/v1alpha1
kind: Fleet
metadata:
  name: ${name}

spec:
  # The Karpenter version that the clusters run; an environment can set its own.
  karpenter: "${karpenter}"

  # Each \${NAME} below is declared here. {cluster} stands for the name of the cluster; an environment or a cluster can set another value.
  variables:
    CLUSTER_NAME:
      description: Name of the EKS cluster; the tag karpenter.sh/discovery of subnets and security groups has it as value
      default: "{cluster}"
    NODE_ROLE:
      description: Name of the IAM role of the nodes
      default: ${scalar(answers.role)}

  # Merged under every pool.
  defaults:
    nodePool:
      template:
        spec:
          # Nodes are replaced after expireAfter, and drained for at most terminationGracePeriod.
          expireAfter: 720h
          terminationGracePeriod: 1h
      disruption:
        consolidationPolicy: WhenEmptyOrUnderutilized
        consolidateAfter: 1m
        budgets:
          - nodes: 10%
    nodeClass:
      role: \${NODE_ROLE}
      # Follows Amazon's releases, each of which replaces nodes. In production pin a release, such as al2023@v20250704, and raise it with a commit.
      amiSelectorTerms:
        - alias: al2023@latest
      subnetSelectorTerms:
        - tags: { karpenter.sh/discovery: "\${CLUSTER_NAME}" }
      securityGroupSelectorTerms:
        - tags: { karpenter.sh/discovery: "\${CLUSTER_NAME}" }
      blockDeviceMappings:
        - deviceName: /dev/xvda
          ebs: { volumeType: gp3, volumeSize: 50Gi, encrypted: true, deleteOnTermination: true }

  # nodePool is the spec of a NodePool, nodeClass that of an EC2NodeClass.
  pools:
${general(answers.capacity)}${answers.accelerators.map((one) => POOLS[one](answers.capacity)).join('')}
  environments:
${environments(answers.clusters)}${delivery(answers.delivery, repoURL)}`;
}

function general(capacity: Capacity): string {
  return `    general:
      nodePool:
        template:
          spec:
            requirements:
              - { key: kubernetes.io/arch, operator: In, values: [amd64] }
${capacityRequirement(capacity)}              - { key: karpenter.k8s.aws/instance-category, operator: In, values: [c, m, r] }
              - { key: karpenter.k8s.aws/instance-generation, operator: Gt, values: ["4"] }
        # The most that the pool may launch.
        limits: { cpu: "1000", memory: 4000Gi }
`;
}

/** A pool for each accelerator; pods get on it with a toleration of its taint, and a request of its resource. */
const POOLS: Readonly<Record<Accelerator, (capacity: Capacity) => string>> = {
  nvidia: (capacity) =>
    accelerated(capacity, {
      name: 'nvidia',
      resource: 'nvidia.com/gpu',
      requirement: '{ key: karpenter.k8s.aws/instance-gpu-manufacturer, operator: In, values: [nvidia] }',
    }),
  neuron: (capacity) =>
    accelerated(capacity, {
      name: 'neuron',
      resource: 'aws.amazon.com/neuron',
      requirement:
        '{ key: karpenter.k8s.aws/instance-accelerator-manufacturer, operator: In, values: [aws] }',
    }),
};

function accelerated(
  capacity: Capacity,
  { name, resource, requirement }: { name: string; resource: string; requirement: string },
): string {
  return `
    # For pods that request ${resource} and tolerate the taint; it keeps others off these nodes.
    ${name}:
      nodePool:
        template:
          spec:
            taints:
              - { key: ${resource}, effect: NoSchedule }
            requirements:
              - { key: kubernetes.io/arch, operator: In, values: [amd64] }
${capacityRequirement(capacity)}              - ${requirement}
        limits: { cpu: "512", ${resource}: "16" }
      nodeClass:
        # Images of accelerated workloads are large.
        blockDeviceMappings:
          - deviceName: /dev/xvda
            ebs: { volumeType: gp3, volumeSize: 200Gi, encrypted: true, deleteOnTermination: true }
`;
}

function capacityRequirement(capacity: Capacity): string {
  const requirement = (values: string): string =>
    `              - { key: karpenter.sh/capacity-type, operator: In, values: [${values}] }\n`;
  return capacity === 'both'
    ? `              # Spot where EC2 has capacity, else on-demand.\n${requirement('spot, on-demand')}`
    : requirement(capacity);
}

function environments(clusters: readonly NewCluster[]): string {
  const names = [...new Set(clusters.map(({ environment }) => environment))];
  return names
    .map((environment) => {
      const own = clusters.filter((one) => one.environment === environment);
      return `    ${environment}:${tierOf(environment)}
      # Differences from the pools above, such as pools: { general: { nodePool: { limits: { cpu: "100" } } } }
      clusters:
${own.map(clusterText).join('')}`;
    })
    .join('\n');
}

/** Production has rules of its own, which a fleet of minutes does not follow yet. */
function tierOf(environment: string): string {
  if (environment === 'prod')
    return '\n      # Stricter checks: uncomment this once amiSelectorTerms pin a release.\n      # tier: production';
  const tier = { staging: 'staging', dev: 'development', test: 'test' }[environment];
  return tier === undefined ? '' : `\n      tier: ${tier}`;
}

function clusterText({ name, eks }: NewCluster): string {
  return eks === name
    ? `        ${name}: {}\n`
    : `        ${name}: { variables: { CLUSTER_NAME: ${scalar(eks)} } }\n`;
}

function delivery(
  kind: Answers['delivery'],
  repoURL = 'https://git.example.com/platform/karpenter.git',
): string {
  switch (kind) {
    case 'flux':
      return `
  delivery:
    # The source that flux bootstrap creates. docs/flux.md describes the other settings.
    flux:
      sourceRef: { kind: GitRepository, name: flux-system }
`;
    case 'argocd':
      return `
  delivery:
    argocd:
      # The URL from which Argo CD clones this repository.
      repoURL: ${scalar(repoURL)}
      syncPolicy:
        automated: { prune: true, selfHeal: true }
`;
    case 'plain':
      return '';
  }
}

/** Text as YAML has it: without quotes only where no reader could take it for anything else. */
function scalar(text: string): string {
  const isPlain =
    /^[A-Za-z][\w./:@-]*$/.test(text) && !/^(?:true|false|yes|no|on|off|null|[yn])$|:$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}
