import * as assert from 'uvu/assert';
import { startArgoCd } from './support/argocd.ts';
import type { Cases } from './support/cases.ts';
import type { Cluster } from './support/cluster.ts';
import { crdFolder } from './support/crds.ts';
import { removePool } from './support/edits.ts';
import { defaulted, difference } from './support/objects.ts';
import { findRedis } from './support/redis.ts';
import { waitFor } from './support/wait.ts';
import { environmentOf, type World } from './support/world.ts';

const FLEET = 'llama2-chatbot';
const LIMIT = 'jsonpath={.spec.limits.cpu}';

/** Argo CD runs in the cluster that has no pools, and reaches the others by their names. */
export async function argocd(world: World, { check }: Cases): Promise<void> {
  const { plane, built, cache, clusters, empty, repository, say } = world;
  await makeRoom(world);
  const path = (name: string) => built.get(name)?.path ?? '';
  const argo = await startArgoCd(plane, empty, {
    programs: { argocd: path('argocd'), kustomize: path('kustomize') },
    redis: await findRedis(cache, say),
    crds: await crdFolder('argocd', built, cache),
    clusters,
  });
  const application = (cluster: Cluster) => `${FLEET}-${cluster.name}`;
  const tip = async () => (await repository.git('rev-parse', 'HEAD')).trim();
  const wantEqual = async (cluster: Cluster): Promise<void> => {
    const wanted = await defaulted(empty, await repository.render(cluster.name));
    await waitFor(`the objects of ${cluster.name}`, async () => {
      assert.equal(difference(await cluster.get('nodepool,ec2nodeclass'), wanted), []);
      return true;
    });
  };

  await check('the ApplicationSets of dev and prod make an Application for each cluster', async () => {
    for (const environment of ['dev', 'prod'])
      await empty.apply(repository.read(`argocd/${environment}.yaml`));
    await waitFor('the Applications', async () => {
      const names = (await argo.applications()).map(({ metadata }) => metadata.name).sort();
      assert.equal(names, clusters.map(application).sort());
      return true;
    });
  });
  for (const cluster of clusters) {
    await check(
      `${cluster.name} is synced`,
      async () => void (await argo.synced(application(cluster), await tip())),
    );
    await check(`${cluster.name} has the objects of poolwright render`, () => wantEqual(cluster));
  }
  await check('what a person changes in a cluster is put back', async () => {
    const [dev] = clusters as [Cluster];
    const patch = JSON.stringify({ spec: { limits: { cpu: '7' } } });
    await dev.kubectl('patch', 'nodepool', 'inferentia-inf2', '--type=merge', '-p', patch);
    await waitFor(
      'the limit to be put back',
      async () => (await dev.kubectl('get', 'nodepool', 'inferentia-inf2', '-o', LIMIT)) === '512',
    );
  });
  await check('a second commit arrives', async () => {
    const path = ['spec', 'environments', 'prod', 'pools', 'inferentia-inf2', 'nodePool', 'limits', 'cpu'];
    await repository.change('Lower a limit', (fleet) => fleet.setIn(path, '768'));
    await argo.refresh();
    for (const cluster of clusters) {
      await argo.synced(application(cluster), await tip());
      await wantEqual(cluster);
    }
  });
  await check(
    'a pool that left the fleet is pruned in dev, and kept in prod, which is protected',
    async () => {
      await repository.change('Remove a pool', removePool('x86-cpu-karpenter'));
      await argo.refresh();
      const [dev, ...prod] = clusters as [Cluster, ...Cluster[]];
      await argo.synced(application(dev), await tip());
      await wantEqual(dev);
      for (const cluster of prod) {
        assert.is(environmentOf(cluster.name), 'prod');
        await waitFor('the Application to see the commit', async () => {
          const found = (await argo.applications()).find(
            ({ metadata }) => metadata.name === application(cluster),
          );
          return (found?.status?.sync as { revision?: string } | undefined)?.revision === (await tip());
        });
        await cluster.kubectl('get', 'nodepool/x86-cpu-karpenter', 'ec2nodeclass/x86-cpu-karpenter');
      }
    },
  );
}

/** Where Flux was, it lets go; the clusters have no objects when Argo CD comes. */
async function makeRoom({ clusters, fluxIfStarted }: World): Promise<void> {
  for (const flux of (await fluxIfStarted()) ?? []) await flux.stop();
  for (const cluster of clusters) await cluster.kubectl('delete', 'nodepool,ec2nodeclass', '--all');
}
