import type { World } from './world.ts';

/** Where Flux was, it lets go, and the clusters have no pools. */
export async function makeRoom({ clusters, fluxIfStarted }: World): Promise<void> {
  for (const flux of (await fluxIfStarted()) ?? []) await flux.stop();
  for (const cluster of clusters) await cluster.kubectl('delete', 'nodepool,ec2nodeclass', '--all');
}
