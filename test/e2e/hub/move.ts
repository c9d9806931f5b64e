import type { Cluster } from '../support/cluster.ts';
import type { Flux } from '../support/flux.ts';
import { NAMESPACE } from '../support/flux-controllers.ts';
import type { World } from '../support/world.ts';

/**
 * Takes Flux out of the first cluster as docs/flux.md says before a move to a hub: `prune: false` everywhere, then `flux uninstall`.
 * @returns the objects that stay
 */
export async function leaveOwnFlux(world: World, fleet: string): Promise<string[]> {
  const [flux] = await world.flux();
  if (!flux) throw new Error('there are no clusters');
  await world.repository.change('Prune nothing', (file) =>
    file.setIn(['spec', 'delivery', 'flux', 'prune'], false),
  );
  await flux.appliedRevision(fleet, await world.repository.tip());
  const before = await identities(flux.cluster);
  await uninstall(flux);
  return before;
}

/** The pools and classes of a cluster with what tells each from another of its name. */
export async function identities(cluster: Cluster): Promise<string[]> {
  const objects = await cluster.get('nodepool,ec2nodeclass');
  return objects.map(({ kind, metadata }) => `${kind}/${metadata.name} ${metadata.uid}`).sort();
}

/** What `flux uninstall` does: the controllers go first, then the finalizers of Flux's objects, then their CRDs. */
async function uninstall({ cluster, stop }: Flux): Promise<void> {
  await stop();
  for (const kind of ['kustomization', 'gitrepository'])
    for (const { metadata } of await cluster.get(kind, NAMESPACE))
      await cluster.kubectl(
        ...['patch', kind, metadata.name, '-n', NAMESPACE, '--type=merge'],
        ...['-p', JSON.stringify({ metadata: { finalizers: null } })],
      );
  const crds = (await cluster.kubectl('get', 'crd', '-o', 'name')).trim().split('\n');
  await cluster.kubectl('delete', ...crds.filter((name) => name.endsWith('.toolkit.fluxcd.io')));
}
