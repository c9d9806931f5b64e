import { nearest } from '../../../diagnostics/suggest.ts';
import { objectAt } from '../../../instances/objects/fields.ts';
import type { Pool } from '../../../instances/objects/pool.ts';
import { defineRule, type Fault } from '../rule.ts';

/** What Karpenter counts on instances: provider v1.15.1, pkg/providers/instancetype/types.go, computeCapacity; and nodes. */
const RESOURCES = [
  'cpu',
  'memory',
  'ephemeral-storage',
  'pods',
  'nodes',
  'nvidia.com/gpu',
  'amd.com/gpu',
  'habana.ai/gaudi',
  'aws.amazon.com/neuron',
  'aws.amazon.com/neuroncore',
  'vpc.amazonaws.com/efa',
  'vpc.amazonaws.com/pod-eni',
  'vpc.amazonaws.com/PrivateIPv4Address',
] as const;

export const rule = defineRule({
  code: 'limit-unknown-resource',
  severity: 'warning',
  impact: 'cost',
  what: 'A limit of a NodePool names a resource that no instance has, such as `cpus`.',
  why: 'Karpenter compares limits with the resources of nodes. A name that no node has limits nothing, so the pool grows as if the limit were missing.',
  help: 'Use the name of the resource as pods request it: `cpu`, `memory`, `nvidia.com/gpu`, `aws.amazon.com/neuron`.',
  bad: '# fleet.yaml: spec.pools.general.nodePool\nlimits: { cpu: "100", nvidia.com/gpus: "8" }',
  good: '# fleet.yaml: spec.pools.general.nodePool\nlimits: { cpu: "100", nvidia.com/gpu: "8" }',
  find: ({ pools }) => pools.flatMap(faultsOf),
});

function faultsOf({ title, spec }: Pool): Fault[] {
  return Object.keys(objectAt(spec, 'limits')).flatMap((name) => {
    if (RESOURCES.some((known) => known === name) || name.startsWith('hugepages-')) return [];
    const meant = nearest(name, RESOURCES);
    // A qualified name may be a resource of one's own.
    if (meant === undefined && name.includes('/')) return [];
    return [
      {
        object: title,
        path: ['spec', 'limits', name],
        part: 'key',
        message: `No instance has the resource ${name}, so this limit has no effect`,
        help:
          meant === undefined ? `Use one of: ${RESOURCES.slice(0, 5).join(', ')}` : `Did you mean ${meant}?`,
      },
    ];
  });
}
