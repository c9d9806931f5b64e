import type { Crds } from '../../check/crd/crds.ts';
import { isOtherMinor } from '../../check/karpenter/rules.ts';
import { clusterScope } from '../../check/scope.ts';
import type { RevisionState } from '../../check/update/revision.ts';
import type { Pool } from '../../instances/objects/pool.ts';
import { deliveryOf } from '../../load/delivery-of.ts';
import { sortedNames } from '../../load/natural-order.ts';
import { createSides, createStored } from '../cluster-side.ts';
import { nearestVersion } from '../nearest-version.ts';
import { createRejections, type UpgradeFinding } from './rejections.ts';
import { type UpgradeStep, upgradeSteps, type Versions } from './steps.ts';

/** A finding, and the clusters whose objects show it. */
export type ClusterFinding = UpgradeFinding & { clusters: string[] };

/** The clusters of an environment that get another Karpenter or another Kubernetes. */
export interface Upgrade {
  environment: string;
  /** Sorted. */
  clusters: string[];
  /** Where it changes. */
  karpenter?: { from: string; to: string };
  /** Where it changes, and was declared. */
  kubernetes?: { from: string; to: string };
  rejected: ClusterFinding[];
  ignored: ClusterFinding[];
  steps: UpgradeStep[];
}

export interface UpgradeInput {
  before: RevisionState;
  after: RevisionState;
  crds: Crds;
  /** Whether to look at a cluster, which is or was in these environments. */
  isWanted?(cluster: string, environments: readonly string[]): boolean;
}

/** What upgrades a change makes: by environment, in the fleet's order, and by the versions that clusters come from. */
export function upgradesOf({ before, after, crds, isWanted = () => true }: UpgradeInput): Upgrade[] {
  const groups = new Map<string, { environment: string; from: Versions; to: Versions; clusters: string[] }>();
  for (const [cluster, environment] of after.environments) {
    const old = before.environments.get(cluster);
    if (old === undefined || !isWanted(cluster, [old, environment])) continue;
    const [from, to] = [versionsOf(before, old, cluster), versionsOf(after, environment, cluster)];
    if (!isUpgrade(from, to)) continue;
    const key = JSON.stringify([environment, from, to]);
    const group = groups.get(key) ?? { environment, from, to, clusters: [] };
    group.clusters.push(cluster);
    groups.set(key, group);
  }
  if (groups.size === 0) return [];
  const [oldest = '', newest = ''] = [crds.versions[0], crds.versions.at(-1)];
  const rejections = createRejections(after, crds);
  const sideOf = createSides(after, createStored(crds));
  return [...groups.values()].map(({ environment, from, to, clusters }) => {
    const pools = new Map<string, Pool>();
    const found = { rejected: new Map<string, ClusterFinding>(), ignored: new Map<string, ClusterFinding>() };
    for (const cluster of clusters) {
      for (const [name, pool] of sideOf(cluster)?.pools ?? []) if (!pools.has(name)) pools.set(name, pool);
      if (crds.versionOf(to.karpenter) === undefined) continue;
      const known = { ...from, karpenter: nearestVersion(from.karpenter, crds) };
      const { rejected, ignored } = rejections(cluster, known, to);
      addAll(found.rejected, rejected, cluster);
      addAll(found.ignored, ignored, cluster);
    }
    return {
      environment,
      clusters: sortedNames(clusters),
      ...(from.karpenter === to.karpenter ? {} : { karpenter: { from: from.karpenter, to: to.karpenter } }),
      ...(from.kubernetes === undefined || to.kubernetes === undefined || from.kubernetes === to.kubernetes
        ? {}
        : { kubernetes: { from: from.kubernetes, to: to.kubernetes } }),
      rejected: [...found.rejected.values()],
      ignored: [...found.ignored.values()],
      steps: upgradeSteps(
        { from, to },
        [oldest, newest],
        pools.values(),
        deliveryOf(after.fleet.spec, environment),
      ),
    };
  });
}

function versionsOf(revision: RevisionState, environment: string, cluster: string): Versions {
  const { karpenter, kubernetes } = clusterScope(revision.scopeOf(environment), cluster);
  return { karpenter, ...(kubernetes === undefined ? {} : { kubernetes }) };
}

/** A version that is declared for the first time, or with its patch release, is the one that clusters have. */
function isUpgrade(from: Versions, to: Versions): boolean {
  return isOtherMinor(from.karpenter, to.karpenter) || isOtherMinor(from.kubernetes, to.kubernetes);
}

function addAll(
  found: Map<string, ClusterFinding>,
  findings: readonly UpgradeFinding[],
  cluster: string,
): void {
  for (const finding of findings) {
    const key = `${finding.object} ${finding.field} ${finding.message}`;
    const known = found.get(key) ?? { ...finding, clusters: [] };
    known.clusters.push(cluster);
    found.set(key, known);
  }
}
