import type { Cluster } from './cluster.ts';
import type { World } from './world.ts';

/** Where Flux and Argo CD were, they let go, and the clusters, or some of them, have no pools. */
export async function makeRoom(
  { clusters: all, fluxIfStarted, argocdIfStarted }: World,
  clusters: readonly Cluster[] = all,
): Promise<void> {
  for (const flux of (await fluxIfStarted()) ?? []) await flux.stop();
  await (await argocdIfStarted())?.clear();
  for (const cluster of clusters) await cluster.kubectl('delete', 'nodepool,ec2nodeclass', '--all');
}
