import { objectAt, objectsAt, own, stringsAt } from '../../../instances/objects/fields.ts';
import { nodePoolLabel } from '../../../instances/objects/labels.ts';
import type { Pod } from '../../../instances/objects/pods.ts';
import type { Pool } from '../../../instances/objects/pool.ts';
import { contains } from '../../../instances/requirements/requirement.ts';
import { defineRule, type Fault } from '../rule.ts';
import type { ClusterView } from '../view.ts';

/** core v1.15.0, pkg/utils/nodepool/nodepool.go, OrderByWeight, and provisioning/scheduling: the first pool that can run a pod gets it. */
export const rule = defineRule({
  code: 'pool-shadowed',
  severity: 'warning',
  impact: 'upkeep',
  provider: 'aws',
  what: 'A heavier NodePool without limits has the same node class and runs every pod that this one runs: its requirements are as wide or wider, and it has no taint or label that this one lacks.',
  why: 'Karpenter tries pools by weight, and a pool without limits is never full. The lighter pool launches no node, so it never serves its purpose, such as a fallback or cheaper instances.',
  help: 'Give the heavier pool limits or narrower requirements, this one a taint or a label that its pods select, or remove it.',
  bad: '# fleet.yaml: spec\nchecks: { severities: { limits-missing: "off" } }\n---\n# fleet.yaml: spec.nodeClasses.shared.nodeClass\nrole: nodes\namiSelectorTerms: [{ alias: al2023@v20250704 }]\nsubnetSelectorTerms: [{ tags: { cluster: "${CLUSTER}" } }]\nsecurityGroupSelectorTerms: [{ tags: { cluster: a } }]\n---\n# fleet.yaml: spec.pools.general\nnodeClass: shared\n---\n# fleet.yaml: spec.pools.first\nnodeClass: shared\nnodePool:\n  weight: 10\n  template: { spec: { requirements: [{ key: karpenter.sh/capacity-type, operator: In, values: [spot, on-demand] }] } }',
  good: '# fleet.yaml: spec.nodeClasses.shared.nodeClass\nrole: nodes\namiSelectorTerms: [{ alias: al2023@v20250704 }]\nsubnetSelectorTerms: [{ tags: { cluster: "${CLUSTER}" } }]\nsecurityGroupSelectorTerms: [{ tags: { cluster: a } }]\n---\n# fleet.yaml: spec.pools.general\nnodeClass: shared\n---\n# fleet.yaml: spec.pools.first\nnodeClass: shared\nnodePool:\n  weight: 10\n  limits: { cpu: "100" }\n  template: { spec: { requirements: [{ key: karpenter.sh/capacity-type, operator: In, values: [spot, on-demand] }] } }',
  find: (view) => view.pools.flatMap((pool) => faultsOf(pool, view)),
});

function faultsOf(pool: Pool, view: ClusterView): Fault[] {
  const heavier = view.pools.find((other) => shadows(other, pool, view));
  if (heavier === undefined || view.pods.some((pod) => names(pod, pool))) return [];
  return [
    {
      object: pool.title,
      path: ['spec'],
      message: `${heavier.title} is heavier, has no limits and runs every pod that this pool runs, so this pool launches no node`,
      help: `Limit ${heavier.title}, narrow its requirements, or remove this pool`,
    },
  ];
}

function shadows(heavy: Pool, pool: Pool, { wellKnown }: ClusterView): boolean {
  if (heavy.weight <= pool.weight || isStatic(heavy) || isStatic(pool)) return false;
  if (Object.keys(objectAt(heavy.spec, 'limits')).length > 0) return false;
  // Another class has other subnets, volumes and images, so that one may launch where the other cannot.
  if (pool.nodeClass === undefined || heavy.nodeClass !== pool.nodeClass) return false;
  return isOpenTo(heavy, pool) && isAsWide(heavy, pool, wellKnown);
}

function isStatic({ spec }: Pool): boolean {
  return (own(spec, 'replicas') ?? undefined) !== undefined;
}

/** Whether pods that tolerate the taints of a pool tolerate those of the other. */
function isOpenTo(other: Pool, pool: Pool): boolean {
  return other.taints.every(({ key, value, effect }) =>
    pool.taints.some((taint) => taint.key === key && taint.value === value && taint.effect === effect),
  );
}

function isAsWide(other: Pool, pool: Pool, wellKnown: ReadonlySet<string>): boolean {
  if (other.written.some(({ minValues }) => minValues !== undefined)) return false;
  for (const [key, requirement] of other.requirements) {
    const narrower = pool.requirements.get(key);
    if (narrower === undefined || !contains(requirement, narrower)) return false;
  }
  // Pods may select a label that only the lighter pool has.
  return [...pool.requirements.keys()].every((key) => wellKnown.has(key) || other.requirements.has(key));
}

/** Whether a pod is for the pool, by choice or preference, which Karpenter honours first. */
function names({ alternatives, spec }: Pod, { name }: Pool): boolean {
  const affinity = objectAt(objectAt(spec, 'affinity'), 'nodeAffinity');
  const preferred = objectsAt(affinity, 'preferredDuringSchedulingIgnoredDuringExecution').flatMap(
    ([, term]) => objectsAt(objectAt(term, 'preference'), 'matchExpressions'),
  );
  return (
    alternatives.some((wanted) => (wanted.get(nodePoolLabel) ?? []).some(({ values }) => values.has(name))) ||
    preferred.some(([, expression]) => stringsAt(expression, 'values').includes(name))
  );
}
