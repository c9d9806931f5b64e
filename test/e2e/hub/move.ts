import type { Cluster } from '../support/cluster.ts';
import { NAMESPACE } from '../support/flux-controllers.ts';
import type { World } from '../support/world.ts';

/**
 * Takes Flux out of the first cluster as docs/flux.md says before a move to a hub: `prune: false` everywhere, then `flux uninstall`. What
 * other fleets have in the cluster is deleted.
 * @returns the objects that stay
 */
export async function leaveOwnFlux(world: World, fleet: string): Promise<string[]> {
  const [flux] = await world.flux();
  if (!flux) throw new Error('there are no clusters');
  await world.repository.change('Prune nothing', (file) =>
    file.setIn(['spec', 'delivery', 'flux', 'prune'], false),
  );
  await flux.appliedRevision(fleet, await world.repository.tip());
  await flux.stop();
  const others = `kustomize.toolkit.fluxcd.io/name!=${fleet}`;
  await flux.cluster.kubectl('delete', 'nodepool,ec2nodeclass', '-l', others);
  const before = await identities(flux.cluster);
  await uninstall(flux.cluster);
  return before;
}

/** The pools and classes of a cluster with what tells each from another of its name. */
export async function identities(cluster: Cluster): Promise<string[]> {
  const objects = await cluster.get('nodepool,ec2nodeclass');
  return objects.map(({ kind, metadata }) => `${kind}/${metadata.name} ${metadata.uid}`).sort();
}

/** What `flux uninstall` does once the controllers are gone: it takes the finalizers from Flux's objects, and deletes their CRDs. */
async function uninstall({ kubectl }: Cluster): Promise<void> {
  const lines = (text: string) => text.split('\n').filter((line) => line !== '');
  const crds = lines(await kubectl('get', 'crd', '-o', 'name')).filter((name) =>
    name.endsWith('.toolkit.fluxcd.io'),
  );
  const free = JSON.stringify({ metadata: { finalizers: null } });
  for (const crd of crds) {
    const kind = crd.slice(crd.indexOf('/') + 1);
    for (const name of lines(await kubectl('get', kind, '-n', NAMESPACE, '-o', 'name')))
      await kubectl('patch', name, '-n', NAMESPACE, '--type=merge', '-p', free);
  }
  await kubectl('delete', ...crds);
}
