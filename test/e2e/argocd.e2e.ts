import * as assert from 'uvu/assert';
import type { Cases } from './support/cases.ts';
import type { Cluster } from './support/cluster.ts';
import { removePool } from './support/edits.ts';
import { defaulted, difference } from './support/objects.ts';
import { makeRoom } from './support/room.ts';
import { waitFor } from './support/wait.ts';
import type { World } from './support/world.ts';

const FLEET = 'llama2-chatbot';
const POOL = 'x86-cpu-karpenter';
const LIMIT = 'jsonpath={.spec.limits.cpu}';

/** Argo CD runs in the cluster that has no pools, and reaches the others by their names. */
export async function argocd(world: World, { check }: Cases): Promise<void> {
  const { clusters, empty, repository } = world;
  await makeRoom(world);
  const argo = await world.argocd();
  const [dev, ...prod] = clusters as [Cluster, ...Cluster[]];
  const application = (cluster: Cluster) => `${FLEET}-${cluster.name}`;
  const applySets = async (): Promise<void> => {
    for (const environment of ['dev', 'prod'])
      await empty.apply(repository.read(`argocd/${environment}.yaml`));
  };
  const wantEqual = async (cluster: Cluster): Promise<void> => {
    const wanted = await defaulted(empty, await repository.render(cluster.name));
    await waitFor(`the objects of ${cluster.name}`, async () => {
      assert.equal(difference(await cluster.get('nodepool,ec2nodeclass'), wanted), []);
      return true;
    });
  };

  await check('the ApplicationSets of dev and prod make an Application for each cluster', async () => {
    await applySets();
    await waitFor('the Applications', async () => {
      const names = (await argo.applications()).map(({ metadata }) => metadata.name).sort();
      assert.equal(names, clusters.map(application).sort());
      return true;
    });
  });
  for (const cluster of clusters) {
    await check(
      `${cluster.name} is synced`,
      async () => void (await argo.synced(application(cluster), await repository.tip())),
    );
    await check(`${cluster.name} has the objects of poolwright render`, () => wantEqual(cluster));
  }
  await check('what a person changes in a cluster is put back', async () => {
    const generation = async () =>
      Number(
        await dev.kubectl('get', 'nodepool', 'inferentia-inf2', '-o', 'jsonpath={.metadata.generation}'),
      );
    const before = await generation();
    const patch = JSON.stringify({ spec: { limits: { cpu: '7' } } });
    await dev.kubectl('patch', 'nodepool', 'inferentia-inf2', '--type=merge', '-p', patch);
    await waitFor(
      'the limit to be put back',
      async () => (await dev.kubectl('get', 'nodepool', 'inferentia-inf2', '-o', LIMIT)) === '512',
    );
    assert.is(await generation(), before + 2);
  });
  await check('a second commit arrives', async () => {
    const path = ['spec', 'environments', 'prod', 'pools', 'inferentia-inf2', 'nodePool', 'limits', 'cpu'];
    await repository.change('Lower a limit', (fleet) => fleet.setIn(path, '768'));
    await argo.refresh();
    for (const cluster of clusters) {
      await argo.synced(application(cluster), await repository.tip());
      await wantEqual(cluster);
    }
  });
  await check('a pool that left the fleet is pruned in dev', async () => {
    await repository.change('Remove a pool', removePool(POOL));
    await applySets();
    await argo.refresh();
    await waitFor(
      'the pool to be deleted',
      async () => !(await dev.get('nodepool,ec2nodeclass')).some(({ metadata }) => metadata.name === POOL),
    );
    await argo.synced(application(dev), await repository.tip());
    await wantEqual(dev);
  });
  for (const cluster of prod)
    await check(`it waits for confirmation in ${cluster.name}, which is protected`, async () => {
      await argo.reports(application(cluster), /^waiting for pruning confirmation/i);
      assert.equal(await poolsLeft(cluster), ['EC2NodeClass', 'NodePool']);
    });
  for (const cluster of prod)
    await check(`it is pruned in ${cluster.name} once a person confirms it`, async () => {
      await argo.confirm(application(cluster));
      await argo.refreshed();
      const confirmed = (await argo.application(application(cluster)))?.metadata.annotations;
      assert.ok(confirmed?.['argocd.argoproj.io/deletion-approved'], 'the confirmation stays');
      await waitFor('the pool to be deleted', async () => (await poolsLeft(cluster)).length === 0);
      await argo.synced(application(cluster), await repository.tip());
      await wantEqual(cluster);
    });
}

/** The kinds of the removed pool's objects that are there and not about to go. */
async function poolsLeft(cluster: Cluster): Promise<string[]> {
  return (await cluster.get('nodepool,ec2nodeclass'))
    .filter(({ metadata }) => metadata.name === POOL && !metadata.deletionTimestamp)
    .map(({ kind }) => kind)
    .sort();
}
