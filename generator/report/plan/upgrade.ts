import type { Plan } from '../../plan/plan.ts';
import type { ClusterFinding, Upgrade } from '../../plan/upgrade/upgrade.ts';
import { placeText, plural } from '../scope.ts';
import { alike } from './lines.ts';
import { summaryText } from './summary.ts';

/** An upgrade of some environments, in all of which it finds and needs the same. */
export interface UpgradeSection extends Omit<Upgrade, 'environment'> {
  environments: string[];
}

/** Groups upgrades by their text, so that it is printed once for all environments that it applies to. */
export function upgradeSections(upgrades: readonly Upgrade[]): UpgradeSection[] {
  const groups = alike(upgrades, (upgrade) => {
    const { environment: _, clusters, rejected, ignored, ...rest } = upgrade;
    // A finding of some clusters only says which, so it is another one in each environment.
    const same = (findings: readonly ClusterFinding[]) =>
      findings.map((one) => (one.clusters.length === clusters.length ? { ...one, clusters: [] } : one));
    return [rest, same(rejected), same(ignored)];
  });
  return groups.flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { environment: _, ...rest } = first;
    return {
      ...rest,
      environments: group.map(({ environment }) => environment),
      clusters: group.flatMap(({ clusters }) => clusters),
      rejected: together(group.map(({ rejected }) => rejected)),
      ignored: together(group.map(({ ignored }) => ignored)),
    };
  });
}

/** The same findings of several environments, with the clusters of all. */
function together(all: readonly (readonly ClusterFinding[])[]): ClusterFinding[] {
  return (all[0] ?? []).map((finding, i) => ({
    ...finding,
    clusters: all.flatMap((findings) => findings[i]?.clusters ?? []),
  }));
}

/** `dev, prod: Karpenter 1.13 → 1.15, Kubernetes 1.34 → 1.35 in 3 clusters`. */
export function upgradeTitle({ environments, clusters, karpenter, kubernetes }: UpgradeSection): string {
  const versions = [
    karpenter ? `Karpenter ${karpenter.from} → ${karpenter.to}` : undefined,
    kubernetes ? `Kubernetes ${kubernetes.from} → ${kubernetes.to}` : undefined,
  ].filter((one) => one !== undefined);
  return `${environments.join(', ')}: ${versions.join(', ')} in ${plural(clusters.length, 'cluster')}`;
}

/** What an upgrade rejects, ignores and needs, and what it does to nodes: a line for each. */
export function upgradeLines(upgrade: UpgradeSection, plan: Plan): string[] {
  const { environments, clusters, rejected, ignored, steps } = upgrade;
  const entries = plan.entries.filter(
    (entry) =>
      environments.includes(entry.environment) &&
      entry.clusters.some((cluster) => clusters.includes(cluster)),
  );
  return [
    ...rejected.map((finding) => findingLine('rejects', finding, upgrade)),
    ...ignored.map((finding) => findingLine('ignores', finding, upgrade)),
    ...(rejected.length + ignored.length === 0 ? ['valid: it accepts every object as it is'] : []),
    ...steps.map(({ topic, isProblem, text }) => `${isProblem ? 'problem, ' : ''}${topic}: ${text}`),
    `nodes: ${summaryText({ ...plan, entries, clusters: clusters.length })}`,
  ];
}

function findingLine(
  verb: 'rejects' | 'ignores',
  { object, message, at, clusters }: ClusterFinding,
  upgrade: UpgradeSection,
): string {
  const where = at ? ` (${placeText(at)})` : '';
  const which =
    clusters.length === upgrade.clusters.length ? '' : `, in ${plural(clusters.length, 'cluster')}`;
  return `${verb} ${object}: ${message}${where}${which}`;
}
