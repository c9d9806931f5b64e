// A fleet built in code: one pool per team; everything else as in fleet.yaml.
import {
  check,
  defineFleet,
  emit,
  type FleetSpec,
  memoryFileSystem,
  type NodePoolSpec,
  openCrds,
  type Patch,
  render,
} from 'poolwright';

const teams = { search: 128, ads: 64 };

function poolFor(team: string, cpu: number): Patch<NodePoolSpec> {
  return {
    template: {
      metadata: { labels: { team } },
      spec: {
        requirements: [{ key: 'karpenter.k8s.aws/instance-category', operator: 'In', values: ['c', 'm'] }],
        taints: [{ key: 'example.com/team', value: team, effect: 'NoSchedule' }],
      },
    },
    limits: { cpu: String(cpu) },
  };
}

const spec: FleetSpec = {
  karpenter: '1.15',
  variables: { EKS_CLUSTER_NAME: { description: 'Name of the EKS cluster' } },
  defaults: {
    nodeClass: {
      role: 'karpenter-node-${EKS_CLUSTER_NAME}',
      amiSelectorTerms: [{ alias: 'al2023@v20250704' }],
      subnetSelectorTerms: [{ tags: { 'karpenter.sh/discovery': '${EKS_CLUSTER_NAME}' } }],
      securityGroupSelectorTerms: [{ tags: { 'karpenter.sh/discovery': '${EKS_CLUSTER_NAME}' } }],
    },
  },
  pools: Object.fromEntries(
    Object.entries(teams).map(([team, cpu]) => [team, { nodePool: poolFor(team, cpu), nodeClass: {} }]),
  ),
  environments: { prod: { clusters: { 'prod-1': { variables: { EKS_CLUSTER_NAME: 'prod-1' } } } } },
};

const { fleet, diagnostics } = defineFleet('teams', spec, { source: 'examples/fleet-in-code.ts' });
if (!fleet) throw new Error(diagnostics.map(({ message }) => message).join('\n'));

const tree = emit(fleet);
const files = memoryFileSystem(Object.fromEntries(tree.files));
const findings = check({ fleet, files, root: '/', today: '2026-01-01', crds: openCrds() });
const { objects } = render(files, '/overlays/prod', { EKS_CLUSTER_NAME: 'prod-1' });

console.log(`${tree.files.size} files, ${findings.length} findings`);
for (const { kind, metadata } of objects) console.log(`${String(kind)} ${JSON.stringify(metadata)}`);
