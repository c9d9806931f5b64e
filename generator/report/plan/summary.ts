import { EFFECTS, touchesNodes } from '../../plan/change.ts';
import type { PlanEntry } from '../../plan/entry.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Upgrade } from '../../plan/upgrade/upgrade.ts';
import { plural } from '../scope.ts';
import { type Verdict, verdictOf, verdictText } from './verdict.ts';

/** Verdicts that touch no running node, in the order in which a sentence names them. */
const MILD: readonly Verdict[] = ['new', 'new-nodes', 'kept', 'none'];

/** The plan in a sentence: `1 pool rolls all nodes in 2 clusters, 1 pool is deleted in 1`. */
export function summaryText(plan: Plan): string {
  const worst = EFFECTS.filter(touchesNodes)
    .concat('absorbed')
    .flatMap((effect) => countText(plan, effect) ?? []);
  if (worst.length > 0) return worst.join(', ');
  if (plan.entries.length === 0) return `no pool changes in ${plural(plan.clusters, 'cluster')}`;
  const mild = MILD.flatMap((verdict) => countText(plan, verdict) ?? []);
  return `no running node is touched: ${mild.join(', ')}`;
}

/** The same after what its upgrades reject: `Karpenter 1.15 rejects 1 object in 2 clusters, no pool changes in 2 clusters`. */
export function sentenceOf(plan: Plan, upgrades: readonly Upgrade[]): string {
  return [...rejectionTexts(upgrades), summaryText(plan)].join(', ');
}

/** What each new release rejects: `Karpenter 1.15 rejects 1 object in 2 clusters`. */
export function rejectionTexts(upgrades: readonly Upgrade[]): string[] {
  const releases = new Map<string, { objects: Set<string>; clusters: Set<string> }>();
  for (const { karpenter, kubernetes, rejected } of upgrades) {
    const release = karpenter ? `Karpenter ${karpenter.to}` : `Kubernetes ${kubernetes?.to}`;
    const found = releases.get(release) ?? { objects: new Set(), clusters: new Set() };
    for (const { object, clusters } of rejected) {
      found.objects.add(object);
      for (const cluster of clusters) found.clusters.add(cluster);
    }
    if (rejected.length > 0) releases.set(release, found);
  }
  return [...releases].map(
    ([release, { objects, clusters }]) =>
      `${release} rejects ${plural(objects.size, 'object')} in ${plural(clusters.size, 'cluster')}`,
  );
}

function countText({ entries }: Plan, verdict: Verdict): string | undefined {
  const found = entries.filter(({ change }) => verdictOf(change) === verdict);
  if (found.length === 0) return undefined;
  const pools = new Set(found.map(({ change }) => change.pool)).size;
  return `${plural(pools, 'pool')} ${verdictText(verdict, pools)} in ${plural(clustersOf(found).size, 'cluster')}`;
}

/** The clusters of some entries. */
export function clustersOf(entries: readonly PlanEntry[]): Set<string> {
  return new Set(entries.flatMap(({ clusters }) => clusters));
}

/** What the plan does to running nodes, a line for each environment where it does something. */
export function effectsByEnvironment(plan: Plan): string[] {
  const touched = plan.entries.filter(
    ({ change }) => touchesNodes(change.effect) || change.effect === 'absorbed',
  );
  return [...new Set(touched.map(({ environment }) => environment))].map((environment) => {
    const entries = touched.filter((entry) => entry.environment === environment);
    return `${environment}: ${summaryText({ ...plan, entries })}`;
  });
}
