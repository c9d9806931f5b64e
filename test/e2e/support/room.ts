import type { World } from './world.ts';

/** Where Flux and Argo CD were, they let go, and the clusters have no pools. */
export async function makeRoom({ clusters, fluxIfStarted, argocdIfStarted }: World): Promise<void> {
  for (const flux of (await fluxIfStarted()) ?? []) await flux.stop();
  await (await argocdIfStarted())?.clear();
  for (const cluster of clusters) await cluster.kubectl('delete', 'nodepool,ec2nodeclass', '--all');
}
