import * as assert from 'uvu/assert';
import { type SmallFleet, smallFleet } from './argocd/fleet.ts';
import {
  fieldIn,
  fieldOf,
  limitIn,
  namesIn,
  objectIn,
  waitForNames,
  waitForRendered,
} from './argocd/objects.ts';
import type { Cases } from './support/cases.ts';
import type { Cluster } from './support/cluster.ts';
import { makeRoom } from './support/room.ts';
import { waitFor } from './support/wait.ts';
import type { World } from './support/world.ts';

const FLEET = 'guarded';
const ALL = ['EC2NodeClass/general', 'EC2NodeClass/gpu', 'NodePool/general', 'NodePool/gpu'];

/** What Argo CD deletes and overwrites of protected pools, and of what others set. */
export async function argocdProtection(world: World, { check }: Cases): Promise<void> {
  await makeRoom(world);
  const argo = await world.argocd();
  const [kept, left] = world.clusters as [Cluster, Cluster];
  const fleet = (more: Partial<SmallFleet>, clusters = [kept, left]) =>
    smallFleet(FLEET, {
      environments: {
        prod: { protect: true, clusters: Object.fromEntries(clusters.map(({ name }) => [name, {}])) },
      },
      pools: ['general', 'gpu'],
      ...more,
    });
  const repository = await world.createFleet(FLEET, fleet({}));
  const applicationOf = ({ name }: Cluster) => `${FLEET}-${name}`;
  const applySet = () => world.empty.apply(repository.read('argocd/prod.yaml'));
  const change = async (
    subject: string,
    more: Partial<SmallFleet>,
    clusters: Cluster[] = [kept, left],
  ): Promise<void> => {
    await repository.change(subject, (document) => fleet(more, clusters)(document, repository.url));
    await applySet();
    await argo.refresh();
  };
  const arrived = async (...clusters: Cluster[]): Promise<void> => {
    for (const cluster of clusters) {
      await argo.synced(applicationOf(cluster), await repository.tip());
      await waitForRendered(world, repository, cluster);
    }
  };
  const patchPool = (cluster: Cluster, patch: object, ...args: string[]) =>
    cluster.kubectl(
      ...['patch', 'nodepool', 'general', '--type=merge', '-p', JSON.stringify(patch), ...args],
    );

  await check('protected pools arrive', async () => {
    await applySet();
    await arrived(kept, left);
  });
  await check('what Karpenter and people add stays, and the Application stays synced', async () => {
    await patchPool(kept, {
      metadata: {
        annotations: { 'karpenter.sh/nodepool-hash': '1' },
        finalizers: ['example.com/hold'],
      },
      spec: { weight: 10 },
    });
    await change('Raise the limit', { cpu: '200' });
    await argo.synced(applicationOf(kept), await repository.tip());
    await waitFor('the limit', async () => (await limitIn(kept)) === '200');
    const found = await objectIn(kept, 'nodepool/general');
    assert.is(found.metadata.annotations?.['karpenter.sh/nodepool-hash'], '1');
    assert.equal(found.metadata.finalizers, ['example.com/hold']);
    assert.is(found.spec?.weight, 10);
    await patchPool(kept, { metadata: { annotations: null, finalizers: null }, spec: { weight: null } });
  });
  await check('of a field that git has, git wins over another field manager', async () => {
    const manifest = {
      apiVersion: 'karpenter.sh/v1',
      kind: 'NodePool',
      metadata: { name: 'general' },
      spec: { limits: { cpu: '7' } },
    };
    const { status, stderr } = await kept.tryKubectl(
      ['apply', '--server-side', '--field-manager=someone', '-f', '-'],
      JSON.stringify(manifest),
    );
    assert.is.not(status, 0);
    assert.match(stderr, /conflict.*argocd-controller/s);
    await patchPool(kept, { spec: { limits: { cpu: '7' } } }, '--field-manager=someone');
    await waitFor('the limit to be put back', async () => (await limitIn(kept)) === '200');
    await argo.synced(applicationOf(kept), await repository.tip());
  });
  await check('a field that leaves git leaves the cluster', async () => {
    const path = ['spec', 'defaults', 'nodeClass', 'tags'];
    assert.is(await fieldIn(kept, 'ec2nodeclass/general', 'spec', 'tags', 'team'), 'platform');
    await repository.change('Remove tags', (document) => document.deleteIn(path));
    await applySet();
    await argo.refresh();
    await arrived(kept, left);
    assert.is(await fieldIn(kept, 'ec2nodeclass/general', 'spec', 'tags'), undefined);
  });
  await check('the pools of a cluster that leaves the fleet stay until a person confirms it', async () => {
    await change('Remove a cluster', { cpu: '200' }, [kept]);
    const name = applicationOf(left);
    await argo.asksForDeletion(name);
    assert.equal(await namesIn(left), ALL);
    await argo.confirm(name);
    await waitForNames(left);
    await waitFor('the Application to go', async () => (await argo.application(name)) === undefined);
  });
  await check('with protection: never a pool that leaves stays, and its Application differs', async () => {
    const argocd = { protection: 'never' as const };
    await change('Protect forever', { argocd, cpu: '200' }, [kept]);
    await arrived(kept);
    await change('Remove a pool', { argocd, cpu: '200', pools: ['general'] }, [kept]);
    await waitFor('the Application to differ', async () => {
      const found = await argo.application(applicationOf(kept));
      return (
        fieldOf(found, 'status', 'sync', 'status') === 'OutOfSync' &&
        fieldOf(found, 'status', 'sync', 'revision') === (await repository.tip())
      );
    });
    assert.equal(await namesIn(kept), ALL);
  });
  await check('and so do those of an ApplicationSet that is deleted', async () => {
    await world.empty.kubectl('delete', 'applicationset', '-n', 'argocd', `${FLEET}-prod`, '--wait=false');
    await waitFor(
      'the Application to go',
      async () => (await argo.application(applicationOf(kept))) === undefined,
    );
    assert.equal(await namesIn(kept), ALL);
  });
}
