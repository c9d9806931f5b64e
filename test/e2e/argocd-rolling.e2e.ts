import { join } from 'node:path';
import * as assert from 'uvu/assert';
import type { RollingSyncStep } from '../../generator/load/fleet.ts';
import { type SmallFleet, smallFleet } from './argocd/fleet.ts';
import { documentedHealth } from './argocd/health.ts';
import { fieldOf, limitIn, namesIn, setReady, waitForNames, waitForRendered } from './argocd/objects.ts';
import { isArgoCdSince } from './argocd/version.ts';
import type { Cases } from './support/cases.ts';
import type { Cluster } from './support/cluster.ts';
import { makeRoom } from './support/room.ts';
import { waitFor } from './support/wait.ts';
import type { World } from './support/world.ts';

const FLEET = 'rings';
const BOTH = ['EC2NodeClass/general', 'NodePool/general'];

/** Progressive syncs: the generated steps roll a change out over the clusters of an environment. */
export async function argocdRolling(world: World, { check }: Cases): Promise<void> {
  await makeRoom(world);
  const argo = await world.argocd();
  await argo.configure(documentedHealth());
  const [canary, ...rest] = world.clusters as [Cluster, Cluster, Cluster];
  const fleet = (more: Partial<SmallFleet>) =>
    smallFleet(FLEET, {
      ...more,
      environments: {
        prod: {
          clusters: {
            ...Object.fromEntries(rest.map(({ name }) => [name, {}])),
            [canary.name]: { labels: { ring: 'canary' } },
          },
        },
      },
      argocd: {
        rollingSync: {
          steps: [step('In', 'canary'), { ...step('NotIn', 'canary'), maxUpdate: 1 }],
        },
        ...more.argocd,
      },
    });
  const repository = await world.createFleet(FLEET, fleet({}));
  const change = (subject: string, more: Partial<SmallFleet>) =>
    repository.change(subject, (document) => fleet(more)(document, repository.url));
  const applicationOf = ({ name }: Cluster) => `${FLEET}-${name}`;
  const limits = () => Promise.all(world.clusters.map((cluster) => limitIn(cluster)));
  /** The clusters of the second step that have something. */
  const reached = async (has: (cluster: Cluster) => Promise<boolean>): Promise<Cluster[]> => {
    const found: Cluster[] = [];
    for (const cluster of rest) if (await has(cluster)) found.push(cluster);
    return found;
  };
  /** Sees one cluster of the second step after the other get a change, each once the one before is ready. */
  const oneByOne = async (has: (cluster: Cluster) => Promise<boolean>): Promise<void> => {
    for (const count of [1, 2]) {
      const found = await waitFor(`${count} of the second step`, async () => {
        const some = await reached(has);
        return some.length >= count && some;
      });
      await argo.refreshed();
      assert.is((await reached(has)).length, count);
      for (const cluster of found) await setReady(cluster);
    }
  };

  /** Plays a Karpenter that is quick, until all clusters have a limit and are synced. */
  const arriveEverywhere = async (cpu: string): Promise<void> => {
    await waitFor('the limit to arrive everywhere', async () => {
      for (const cluster of world.clusters) await setReady(cluster);
      return (await limits()).every((one) => one === cpu);
    });
    for (const cluster of world.clusters) await setReady(cluster);
    for (const cluster of world.clusters) await argo.synced(applicationOf(cluster), await repository.tip());
    await argo.refreshed();
  };
  /** Has the ApplicationSet roll in other steps, which Poolwright would refuse to generate. */
  const setSteps = (...steps: object[]) =>
    world.empty.kubectl(
      ...['patch', 'applicationset', `${FLEET}-prod`, '-n', 'argocd', '--type=merge', '-p'],
      JSON.stringify({ spec: { strategy: { rollingSync: { steps } } } }),
    );

  await check('the first step is synced alone, by Applications that do not sync themselves', async () => {
    await world.empty.apply(repository.read('argocd/prod.yaml'));
    await waitForNames(canary, ...BOTH);
    await argo.refreshed();
    for (const cluster of rest) assert.equal(await namesIn(cluster), []);
    // Argo CD before 3.6 takes `automated` out, and later ones turn it off.
    for (const one of await argo.applications()) {
      const automated = fieldOf(one, 'spec', 'syncPolicy', 'automated') as { enabled?: boolean } | undefined;
      assert.ok(automated === undefined || automated.enabled === false, JSON.stringify(automated));
    }
  });
  await check('the second step follows once the first is healthy, one cluster at a time', async () => {
    await setReady(canary);
    await oneByOne(async (cluster) => (await namesIn(cluster)).length > 0);
    for (const cluster of world.clusters) {
      await argo.synced(applicationOf(cluster), await repository.tip());
      await waitForRendered(world, repository, cluster);
    }
  });
  await check('plan says in which step a cluster gets a change, and what it waits for', async () => {
    await change('Raise the limit', { cpu: '200' });
    const { stdout } = await repository.poolwright('plan', 'HEAD~2..HEAD', '--format', 'json');
    const { result } = JSON.parse(stdout) as {
      result: { plan: { delivery: { clusters: string[]; steps: object[] }[] } };
    };
    const waits = result.plan.delivery
      .map(({ clusters, steps }) => [clusters.sort().join(), JSON.stringify(steps).includes('step 1')])
      .sort();
    assert.equal(waits, [
      [canary.name, false],
      [
        rest
          .map(({ name }) => name)
          .sort()
          .join(),
        true,
      ],
    ]);
  });
  await check('a commit stops at the first step while that is not healthy', async () => {
    await argo.refresh(applicationOf(canary));
    await waitFor('the canary', async () => (await limitIn(canary)) === '200');
    await argo.refresh();
    await argo.refreshed();
    await argo.refreshed();
    assert.equal(await limits(), ['200', '100', '100']);
  });
  await check('a further commit that fixes the first step rolls on from there', async () => {
    await change('Raise the limit again', { cpu: '300' });
    await argo.refresh(applicationOf(canary));
    await waitFor('the canary', async () => (await limitIn(canary)) === '300');
    await argo.refresh();
    await argo.refreshed();
    assert.equal(await limits(), ['300', '100', '100']);
    await setReady(canary);
    await oneByOne(async (cluster) => (await limitIn(cluster)) === '300');
    for (const cluster of world.clusters) await argo.synced(applicationOf(cluster), await repository.tip());
  });
  const changeByHand = () => {
    const patch = JSON.stringify({ spec: { limits: { cpu: '7' } } });
    return canary.kubectl('patch', 'nodepool', 'general', '--type=merge', '-p', patch);
  };
  // From then on, the controller goes by revisions and specs alone, and has all clusters look before it starts.
  const isLate = isArgoCdSince(world, '3.6');
  if (isLate)
    await check('what a person changes stays until the next commit', async () => {
      await changeByHand();
      await waitFor('the Application to differ', async () => {
        const application = await argo.application(applicationOf(canary));
        return application?.status?.sync?.status === 'OutOfSync';
      });
      await argo.refreshed();
      await argo.refreshed();
      assert.is(await limitIn(canary), '7');
    });
  else
    await check('what a person changes is put back, in its step', async () => {
      await changeByHand();
      await waitFor('the limit to be put back', async () => (await limitIn(canary)) === '300');
      await setReady(canary);
      await argo.synced(applicationOf(canary), await repository.tip());
    });
  await check('a cluster that two steps select is never synced, nor is any of the second step', async () => {
    await setSteps(step('In', 'canary'), step('NotIn', 'other'));
    await change('Raise the limit once more', { cpu: '400' });
    await argo.refreshed();
    await argo.refreshed();
    assert.equal(await limits(), [isLate ? '7' : '300', '300', '300']);
  });
  await check('a cluster that no step selects is never synced', async () => {
    await setSteps(step('In', 'canary'));
    await waitFor('the canary', async () => (await limitIn(canary)) === '400');
    await setReady(canary);
    await argo.refreshed();
    await argo.refreshed();
    assert.equal(await limits(), ['400', '300', '300']);
  });
  /** Which of two clusters gets a commit first that the one of the second step sees first. */
  const firstToGet = async (cpu: string): Promise<'canary' | 'other'> => {
    const [other] = rest;
    await change('Raise the limit for the second step', { cpu });
    await argo.refresh(applicationOf(other));
    const arrived = await waitFor('one of the two', async () => {
      if ((await limitIn(canary)) === cpu) return 'canary';
      return (await limitIn(other)) === cpu && 'other';
    });
    await arriveEverywhere(cpu);
    return arrived;
  };
  await check(
    `a cluster of the second step that sees a commit first ${isLate ? 'waits for' : 'is synced before'} the first step`,
    async () => {
      await setSteps(step('In', 'canary'), step('NotIn', 'canary'));
      await arriveEverywhere('400');
      // The canary looks every 10 seconds by itself, and then is first.
      const arrived: string[] = [];
      for (const cpu of isLate ? ['500', '501'] : ['500', '501', '502', '503'])
        if (!arrived.includes('other')) arrived.push(await firstToGet(cpu));
      assert.is(arrived.includes('other'), !isLate);
    },
  );
  await check(
    'with generator: clusters the labels of the Secrets are those of the Applications',
    async () => {
      await change('Generate from Secrets', { argocd: { generator: 'clusters' }, cpu: '600' });
      for (const { name } of world.clusters)
        await world.empty.kubectl(
          ...['apply', '--server-side', '--field-manager=poolwright', '-f'],
          join(repository.root, 'argocd', 'clusters', `${name}.yaml`),
        );
      await world.empty.apply(repository.read('argocd/prod.yaml'));
      await argo.refresh();
      await arriveEverywhere('600');
      const labels = await Promise.all(
        world.clusters.map(
          async (cluster) => (await argo.application(applicationOf(cluster)))?.metadata.labels,
        ),
      );
      assert.equal(labels, [{ ring: 'canary' }, { ring: '' }, { ring: '' }]);
    },
  );
  await argo.configure(Object.fromEntries(Object.keys(documentedHealth()).map((key) => [key, null])));
}

/** A step of the clusters whose label `ring` has a value, or another or none. */
function step(operator: 'In' | 'NotIn', value: string): RollingSyncStep {
  return { matchExpressions: [{ key: 'ring', operator, values: [value] }] };
}
