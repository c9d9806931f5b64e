import { objectAt, objectsAt, stringAt } from '../../../instances/objects/fields.ts';
import type { Pod } from '../../../instances/objects/pods.ts';
import { defineRule, type Fault } from '../rule.ts';

const key = 'topology.kubernetes.io/region';
const hard = 'requiredDuringSchedulingIgnoredDuringExecution';

/** Karpenter supports topology keys hostname, zone and capacity-type, and labels of the pool's own. */
export const rule = defineRule({
  code: 'region-topology-spread',
  severity: 'warning',
  impact: 'scheduling',
  what: 'A topology spread constraint or a required pod (anti-)affinity uses the topology key `topology.kubernetes.io/region`.',
  why: 'All nodes of a cluster are in one region. Anti-affinity then allows a single pod to run, and spreading does nothing; Karpenter launches no nodes for this key.',
  help: 'Use `topology.kubernetes.io/zone` or `kubernetes.io/hostname`.',
  bad: '# workloads/web.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template:\n    spec:\n      topologySpreadConstraints:\n        - { topologyKey: topology.kubernetes.io/region, maxSkew: 1, whenUnsatisfiable: DoNotSchedule }\n      containers: [{ name: web, image: web, resources: { requests: { cpu: 100m, memory: 128Mi } } }]',
  good: '# workloads/web.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template:\n    spec:\n      topologySpreadConstraints:\n        - { topologyKey: topology.kubernetes.io/zone, maxSkew: 1, whenUnsatisfiable: DoNotSchedule }\n      containers: [{ name: web, image: web, resources: { requests: { cpu: 100m, memory: 128Mi } } }]',
  find: ({ pods }) => pods.flatMap(faultsOf),
});

function faultsOf({ title, holder, path, spec }: Pod): Fault[] {
  const affinity = objectAt(spec, 'affinity');
  const places = [
    ...objectsAt(spec, 'topologySpreadConstraints').map(
      ([index, one]) => [one, ['topologySpreadConstraints', index]] as const,
    ),
    ...['podAffinity', 'podAntiAffinity'].flatMap((field) =>
      objectsAt(objectAt(affinity, field), hard).map(
        ([index, one]) => [one, ['affinity', field, hard, index]] as const,
      ),
    ),
  ];
  return places
    .filter(([one]) => stringAt(one, 'topologyKey') === key)
    .map(([, place]) => ({
      object: title,
      workload: holder,
      path: [...path, ...place, 'topologyKey'],
      message: 'All nodes of a cluster are in one region, so this rule spreads nothing',
      help: 'Use topology.kubernetes.io/zone or kubernetes.io/hostname',
    }));
}
