import * as assert from 'uvu/assert';
import { type SmallFleet, smallFleet } from './argocd/fleet.ts';
import { documentedHealth } from './argocd/health.ts';
import {
  fieldIn,
  limitIn,
  namesIn,
  objectIn,
  setReady,
  waitForNames,
  waitForRendered,
} from './argocd/objects.ts';
import { isArgoCdSince } from './argocd/version.ts';
import type { Cases } from './support/cases.ts';
import type { Cluster } from './support/cluster.ts';
import { makeRoom } from './support/room.ts';
import { waitFor } from './support/wait.ts';
import type { World } from './support/world.ts';

const BOTH = ['EC2NodeClass/general', 'EC2NodeClass/gpu', 'NodePool/general', 'NodePool/gpu'];
const FINALIZER = 'karpenter.sh/termination';

/** Sync waves: what Argo CD's own health checks make of them, and those that the documentation gives. */
export async function argocdWaves(world: World, { check }: Cases): Promise<void> {
  await makeRoom(world);
  const argo = await world.argocd();
  const [dev] = world.clusters as [Cluster];
  // Argo CD 2 knows nothing of Karpenter's health, and tries again with the commit that failed.
  const isThree = isArgoCdSince(world, '3.0');
  const syncPolicy = {
    automated: { prune: true, selfHeal: true },
    syncOptions: ['ServerSideApply=true'],
    retry: { limit: -1, ...(isThree ? { refresh: true } : {}), backoff: { duration: '2s', factor: 1 } },
  };
  const fleet = (more: Partial<SmallFleet>) =>
    smallFleet('waves', {
      environments: { dev: { clusters: { [dev.name]: {} } } },
      argocd: { syncWaves: true, syncPolicy },
      pools: ['general', 'gpu'],
      ...more,
    });
  const repository = await world.createFleet('waves', fleet({}));
  const application = `waves-${dev.name}`;
  const change = async (subject: string, more: Partial<SmallFleet>): Promise<void> => {
    await repository.change(subject, (document) => fleet(more)(document, repository.url));
    await argo.refresh();
  };
  const waitForStage = (stage: string) =>
    waitFor(
      'the classes to change',
      async () => (await fieldIn(dev, 'ec2nodeclass/gpu', 'spec', 'tags', 'stage')) === stage,
    );

  if (!isThree) await argo.configure(documentedHealth());
  await check('node classes arrive first, and pools wait until they are ready', async () => {
    await world.empty.apply(repository.read('argocd/dev.yaml'));
    await argo.reports(application, /^waiting for healthy state of karpenter\.k8s\.aws\/EC2NodeClass\//);
    assert.equal(await namesIn(dev), BOTH.slice(0, 2));
  });
  if (isThree) {
    await check(
      'by Argo CD’s own health checks a class that is not ready ends the sync, which is tried again',
      async () => {
        await setReady(dev, 'ec2nodeclass', 'False');
        await argo.reports(
          application,
          /^one or more synchronization tasks completed unsuccessfully.*Retrying/s,
        );
        assert.equal(await namesIn(dev), BOTH.slice(0, 2));
      },
    );
    await check('a commit that fixes the class arrives with the next try', async () => {
      await change('Fix the classes', { stage: 'early' });
      await waitForStage('early');
      assert.equal(await namesIn(dev), BOTH.slice(0, 2));
    });
  }
  await check('with the documented health checks the pools arrive once the classes are ready', async () => {
    await argo.configure(documentedHealth());
    await setReady(dev, 'ec2nodeclass');
    await waitForNames(dev, ...BOTH);
    const created = async (name: string) =>
      Date.parse(String((await objectIn(dev, name)).metadata.creationTimestamp));
    assert.ok((await created('nodepool/general')) >= (await created('ec2nodeclass/gpu')));
    await setReady(dev, 'nodepool');
    await argo.synced(application, await repository.tip());
    await waitForRendered(world, repository, dev);
  });
  await check('a changed class holds back changed pools until Karpenter has seen it', async () => {
    await change('Change classes and pools', { cpu: '200', stage: 'second' });
    await waitForStage('second');
    await argo.reports(application, /^waiting for healthy state of karpenter\.k8s\.aws\/EC2NodeClass\//);
    assert.is(await limitIn(dev), '100');
    await setReady(dev, 'ec2nodeclass');
    await waitFor('the pools to change', async () => (await limitIn(dev)) === '200');
    await setReady(dev);
    await argo.synced(application, await repository.tip());
  });
  await check('a commit that fixes a class waits until the sync that waits for it is ended', async () => {
    await change('Break the classes', { cpu: '200', stage: 'broken' });
    await waitForStage('broken');
    await setReady(dev, 'ec2nodeclass', 'False');
    await change('Fix the classes', { cpu: '200', stage: 'fixed' });
    await argo.refreshed(application);
    await argo.reports(application, /^waiting for healthy state of karpenter\.k8s\.aws\/EC2NodeClass\//);
    assert.is(await fieldIn(dev, 'ec2nodeclass/gpu', 'spec', 'tags', 'stage'), 'broken');
    await argo.terminate(application);
    await argo.refresh(application);
    await waitForStage('fixed');
    await setReady(dev);
    await argo.synced(application, await repository.tip());
  });
  await check('a pool that leaves goes before its class, which waits until it is gone', async () => {
    const patch = (finalizers: string[] | null) => JSON.stringify({ metadata: { finalizers } });
    await dev.kubectl('patch', 'nodepool', 'gpu', '--type=merge', '-p', patch([FINALIZER]));
    await change('Remove a pool', { pools: ['general'], cpu: '200', stage: 'fixed' });
    await waitFor(
      'the pool to be deleted',
      async () => (await objectIn(dev, 'nodepool/gpu')).metadata.deletionTimestamp !== undefined,
    );
    await argo.reports(application, /^waiting for (deletion|completion) of/);
    assert.ok((await namesIn(dev)).includes('EC2NodeClass/gpu'));
    await waitFor('the garbage collector to end its part', async () => {
      const { finalizers } = (await objectIn(dev, 'nodepool/gpu')).metadata;
      return finalizers?.join() === FINALIZER;
    });
    await dev.kubectl('patch', 'nodepool', 'gpu', '--type=merge', '-p', patch(null));
    await waitForNames(dev, 'EC2NodeClass/general', 'NodePool/general');
    await argo.synced(application, await repository.tip());
  });
  await argo.configure(Object.fromEntries(Object.keys(documentedHealth()).map((key) => [key, null])));
}
