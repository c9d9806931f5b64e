import { type Cluster, installCrds, startCluster } from '../support/cluster.ts';
import { crdFolder } from '../support/crds.ts';
import type { Running } from '../support/processes.ts';
import type { World } from '../support/world.ts';

/** The cluster with the engine, and the one that all clusters of the fleet are. */
export interface Pair {
  hub: Cluster;
  target: Cluster;
}

/** Starts two API servers that nothing else uses. */
export async function startPair({ plane, etcd, built, cache }: World, name: string): Promise<Pair> {
  const hub = await startCluster(plane, `${name}-hub`, etcd);
  const target = await startCluster(plane, `${name}-target`, etcd);
  await installCrds(target, await crdFolder('karpenter', built, cache));
  return { hub, target };
}

/** Running programs by the beginning of their names. */
export function running({ plane }: World, ...prefixes: string[]): Running[] {
  return plane.processes.all().filter(({ name }) => prefixes.some((prefix) => name.startsWith(prefix)));
}

/** The names of a fleet's clusters, `c-001` and so on. */
export function clusterNames(size: number): string[] {
  return Array.from({ length: size }, (_, i) => `c-${String(i + 1).padStart(3, '0')}`);
}

/** Looks every second whether something is true of all, for half an hour. */
export async function untilAll(what: string, missing: () => Promise<readonly string[]>): Promise<void> {
  const end = Date.now() + 1_800_000;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const left = await missing();
    if (left.length === 0) return;
    if (Date.now() > end)
      throw new Error(`waited half an hour for ${what}; ${left.length} are left, such as ${left[0]}`);
  }
}
