import { objectAt, own } from '../../../instances/objects/fields.ts';
import { familyLabel, typeLabel } from '../../../instances/objects/labels.ts';
import type { Pool } from '../../../instances/objects/pool.ts';
import { quantityOf } from '../../../instances/objects/quantity.ts';
import type { InstanceType } from '../../../instances/types/instance-types.ts';
import { minorOf } from '../../karpenter/rules.ts';
import { defineRule, type Fault } from '../rule.ts';

const mib = 2 ** 20;

// How much of a resource a type uses up, or undefined where that is not known.
function measureOf(resource: string): ((type: InstanceType) => number) | undefined {
  if (resource === 'cpu') return ({ vcpus }) => vcpus;
  // What a node reports is less than the type's memory by the hypervisor's share, 7.5 % unless set otherwise.
  if (resource === 'memory') return ({ memoryMib }) => memoryMib * mib * 0.9;
  return resource.includes('/') ? ({ allocatable }) => allocatable.get(resource) ?? 0 : undefined;
}

/** core v1.15.0, pkg/controllers/provisioning/scheduling/scheduler.go, filterByRemainingResources. */
export const rule = defineRule({
  code: 'limits-too-small',
  severity: 'error',
  impact: 'outage',
  provider: 'aws',
  what: 'A limit is lower than what the smallest instance type that satisfies the pool’s requirements has. A limit of exactly zero is not reported: it drains a pool on purpose.',
  versions: 'All; `limits.nodes` of a pool without replicas from Karpenter 1.11.',
  why: 'Karpenter removes every instance type that would exceed the limits, so this pool launches nothing and its pods stay pending.',
  help: 'Raise the limit to at least one instance, or allow smaller ones.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: node.kubernetes.io/instance-type, operator: In, values: [inf2.48xlarge] }\ntaints: [{ key: aws.amazon.com/neuron, effect: NoSchedule }]\n---\n# fleet.yaml: spec.pools.general.nodePool\nlimits: { cpu: "96" } # the instance has 192',
  good: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: node.kubernetes.io/instance-type, operator: In, values: [inf2.48xlarge] }\ntaints: [{ key: aws.amazon.com/neuron, effect: NoSchedule }]\n---\n# fleet.yaml: spec.pools.general.nodePool\nlimits: { cpu: "384" } # two instances',
  find: ({ scope, pools }) =>
    pools.flatMap((pool) => [
      ...Object.keys(objectAt(pool.spec, 'limits')).flatMap((resource) => faultsOf(pool, resource)),
      ...((minorOf(scope.karpenter) ?? 11) < 11 ? [] : belowOneNode(pool)),
    ]),
});

/** A limit below one node, zero apart; a static pool without room for its replicas is a finding of its own. */
function belowOneNode({ title, spec }: Pool): Fault[] {
  const nodes = quantityOf(own(objectAt(spec, 'limits'), 'nodes'));
  if (nodes === undefined || nodes === 0 || nodes >= 1 || (own(spec, 'replicas') ?? undefined) !== undefined)
    return [];
  return [
    {
      object: title,
      path: ['spec', 'limits', 'nodes'],
      severity: 'warning',
      message: 'This pool launches nothing, since its limit allows no node',
      help: 'Raise limits.nodes if the pool is meant to launch nodes',
    },
  ];
}

function faultsOf(pool: Pool, resource: string): Fault[] {
  const measure = measureOf(resource);
  const limit = quantityOf(own(objectAt(pool.spec, 'limits'), resource));
  const types = pool.instanceTypes();
  if (measure === undefined || limit === undefined || limit === 0) return [];
  if (types === undefined || types.length === 0) return [];
  const smallest = types.reduce((a, b) => (measure(b) < measure(a) ? b : a));
  if (limit >= measure(smallest) || (resource === 'memory' && limit > 0 && limit < mib)) return [];
  const size = `${smallest.vcpus} vCPU and ${smallest.memoryMib / 1024} GiB`;
  return [
    {
      object: pool.title,
      path: ['spec', 'limits', resource],
      severity: limit > 0 && isCertain(pool, smallest) ? 'error' : 'warning',
      message: `This pool launches nothing, since its limit of ${resource} is too low even for its smallest instance type, ${smallest.name} (${size})`,
      help:
        limit < 0
          ? `Raise limits.${resource} if the pool is meant to launch nodes`
          : `Raise limits.${resource}, or allow smaller instance types`,
    },
  ];
}

// Some types with accelerators are smaller than those of their kind that are in the table.
function isCertain({ requirements }: Pool, { allocatable }: InstanceType): boolean {
  const named = [familyLabel, typeLabel].some((label) => requirements.get(label)?.complement === false);
  return named || ![...allocatable.keys()].some((resource) => /gpu|neuron|gaudi/.test(resource));
}
