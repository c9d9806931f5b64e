import { own } from '../../karpenter/fields.ts';
import type { Pool } from '../pool.ts';
import { defineRule, type Fault } from '../rule.ts';
import { hasIntersection } from '../scheduling/requirement.ts';
import { taintText } from '../scheduling/taint.ts';

/** core v1.15.0, pkg/utils/nodepool/nodepool.go, OrderByWeight: by weight, then by name, Z first. */
export const rule = defineRule({
  code: 'overlapping-pools',
  severity: 'warning',
  summary: 'Two NodePools offer the same nodes and have the same weight.',
  what: 'Two NodePools have the same taints, no label that tells them apart, common instance types and the same weight.',
  why: 'A pod that both can run goes to the one whose name comes last in the alphabet. Limits, budgets and node classes then apply that nobody chose.',
  mend: 'Give one of them a `weight`, or tell them apart with a taint, a label or requirements that exclude each other.',
  bad: 'kind: NodePool\nmetadata: { name: spot }\n---\nkind: NodePool\nmetadata: { name: on-demand } # same requirements, no weight',
  good: 'kind: NodePool\nmetadata: { name: spot }\nspec: { weight: 10 }',
  find: ({ pools }) =>
    pools.flatMap((pool, at) => pools.slice(at + 1).flatMap((other) => faultsOf(pool, other))),
});

function faultsOf(a: Pool, b: Pool): Fault[] {
  if (a.weight !== b.weight || isStatic(a) || isStatic(b)) return [];
  if (taintsOf(a) !== taintsOf(b) || !overlap(a, b)) return [];
  const [first, second] = a.name > b.name ? [a, b] : [b, a];
  return [
    {
      object: second.title,
      path: ['spec'],
      message: `${first.title} offers the same nodes at the same weight and gets the pods that both can run, since its name comes later`,
      mend: 'Give one of the two a weight, or make their taints, labels or requirements exclude each other',
    },
  ];
}

function isStatic({ spec }: Pool): boolean {
  return own(spec, 'replicas') !== undefined;
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
  const names = new Set(types.map(({ name }) => name));
  return others.some(({ name }) => names.has(name));
}
