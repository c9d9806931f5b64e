import { groupBy } from '../../../diagnostics/group-by.ts';
import { own } from '../../../instances/objects/fields.ts';
import { isDrained, type Pool } from '../../../instances/objects/pool.ts';
import { taintText } from '../../../instances/objects/taint.ts';
import { hasIntersection } from '../../../instances/requirements/requirement.ts';
import type { InstanceType } from '../../../instances/types/instance-types.ts';
import { defineRule, type Fault } from '../rule.ts';

/** core v1.15.0, pkg/utils/nodepool/nodepool.go, OrderByWeight: by weight, then by name, Z first. */
export const rule = defineRule({
  code: 'overlapping-pools',
  severity: 'warning',
  impact: 'scheduling',
  provider: 'aws',
  what: 'Two NodePools have the same taints, no label that distinguishes them, common instance types and the same weight.',
  why: 'Karpenter tries them in alphabetical order, so a pod that fits both goes to a pool that nobody chose, with its limits, budgets and node class.',
  help: 'Give one of them a `weight`, or separate them with a taint, a label or requirements that exclude each other.',
  bad: '# fleet.yaml: spec.nodeClasses.shared.nodeClass\nrole: nodes\namiSelectorTerms: [{ alias: al2023@v20250704 }]\nsubnetSelectorTerms: [{ tags: { cluster: a } }]\nsecurityGroupSelectorTerms: [{ tags: { cluster: a } }]\n---\n# fleet.yaml: spec.pools.batch\nnodeClass: shared\nnodePool:\n  limits: { cpu: "100" }\n  template: { spec: { requirements: [{ key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }] } }',
  good: '# fleet.yaml: spec.nodeClasses.shared.nodeClass\nrole: nodes\namiSelectorTerms: [{ alias: al2023@v20250704 }]\nsubnetSelectorTerms: [{ tags: { cluster: a } }]\nsecurityGroupSelectorTerms: [{ tags: { cluster: a } }]\n---\n# fleet.yaml: spec.pools.batch\nnodeClass: shared\nnodePool:\n  limits: { cpu: "100" }\n  template: { spec: { requirements: [{ key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }] } }\n---\n# fleet.yaml: spec.pools.batch.nodePool\nweight: 10',
  find: ({ pools }) => alike(pools).flatMap(faultsAmong),
});

/** Pools of the same weight and taints, which alone can overlap; static ones never get a pod to choose. */
function alike(pools: readonly Pool[]): Pool[][] {
  const dynamic = pools.filter((pool) => own(pool.spec, 'replicas') === undefined && !isDrained(pool));
  return [...groupBy(dynamic, (pool) => `${pool.weight} ${taintsOf(pool)}`).values()];
}

// One finding a pool is enough to act on.
function faultsAmong(pools: readonly Pool[]): Fault[] {
  return pools.flatMap((pool) => {
    const winner = pools.find((other) => other.name > pool.name && overlap(pool, other));
    if (winner === undefined) return [];
    return [
      {
        object: pool.title,
        path: ['spec'],
        message: `${winner.title} offers the same nodes at the same weight and gets the pods that fit both, since its name comes later`,
        help: 'Give one of the two a weight, or make their taints, labels or requirements exclude each other',
      },
    ];
  });
}

function taintsOf({ taints }: Pool): string {
  return taints
    .filter(({ effect }) => effect !== 'PreferNoSchedule')
    .map(taintText)
    .sort()
    .join(' ');
}

function overlap(a: Pool, b: Pool): boolean {
  for (const [key, requirement] of a.requirements) {
    const other = b.requirements.get(key);
    if (other !== undefined && !hasIntersection(requirement, other)) return false;
  }
  const types = a.instanceTypes();
  const others = b.instanceTypes();
  if (types === undefined || others === undefined) return true;
  if (types === others) return types.length > 0;
  const set = setOf(types);
  return others.some((type) => set.has(type));
}

const sets = new WeakMap<readonly InstanceType[], ReadonlySet<InstanceType>>();

function setOf(types: readonly InstanceType[]): ReadonlySet<InstanceType> {
  const known = sets.get(types) ?? new Set(types);
  sets.set(types, known);
  return known;
}
