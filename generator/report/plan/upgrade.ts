import type { Plan } from '../../plan/plan.ts';
import type { ClusterFinding, Upgrade } from '../../plan/upgrade/upgrade.ts';
import { placeText, plural } from '../scope.ts';
import { summaryText } from './summary.ts';

/** `prod: Karpenter 1.13 → 1.15, Kubernetes 1.34 → 1.35 in 3 clusters`. */
export function upgradeTitle({ environment, clusters, karpenter, kubernetes }: Upgrade): string {
  const versions = [
    karpenter ? `Karpenter ${karpenter.from} → ${karpenter.to}` : undefined,
    kubernetes ? `Kubernetes ${kubernetes.from} → ${kubernetes.to}` : undefined,
  ].filter((one) => one !== undefined);
  return `${environment}: ${versions.join(', ')} in ${plural(clusters.length, 'cluster')}`;
}

/** What an upgrade rejects, ignores and needs, and what it does to nodes: a line for each. */
export function upgradeLines(upgrade: Upgrade, plan: Plan): string[] {
  const { environment, clusters, rejected, ignored, steps } = upgrade;
  const entries = plan.entries.filter(
    (entry) =>
      entry.environment === environment && entry.clusters.some((cluster) => clusters.includes(cluster)),
  );
  return [
    ...rejected.map((finding) => findingLine('rejects', finding, upgrade)),
    ...ignored.map((finding) => findingLine('ignores', finding, upgrade)),
    ...(rejected.length + ignored.length === 0 ? ['valid: it takes every object as it is'] : []),
    ...steps.map(({ topic, isProblem, text }) => `${isProblem ? 'problem, ' : ''}${topic}: ${text}`),
    `nodes: ${summaryText({ ...plan, entries, clusters: clusters.length })}`,
  ];
}

function findingLine(
  verb: 'rejects' | 'ignores',
  { object, message, at, clusters }: ClusterFinding,
  upgrade: Upgrade,
): string {
  const where = at ? ` (${placeText(at)})` : '';
  const which =
    clusters.length === upgrade.clusters.length ? '' : `, in ${plural(clusters.length, 'cluster')}`;
  return `${verb} ${object}: ${message}${where}${which}`;
}
