import * as assert from 'uvu/assert';
import type { Document } from 'yaml';
import { identities, leaveOwnFlux } from './hub/move.ts';
import type { Cases } from './support/cases.ts';
import type { Cluster } from './support/cluster.ts';
import { removePool } from './support/edits.ts';
import { gitRepository, isAppliedAt, kustomizationText } from './support/flux.ts';
import { NAMESPACE } from './support/flux-controllers.ts';
import { type Hub, startHub, startSilentServer } from './support/flux-hub.ts';
import { conditionOf, type KubeObject } from './support/objects.ts';
import { appliedBy, namesOf, waitForObjects } from './support/rendered.ts';
import type { FleetRepository } from './support/repository.ts';
import { makeRoom } from './support/room.ts';
import { waitFor } from './support/wait.ts';
import type { World } from './support/world.ts';

const FLEET = 'llama2-chatbot';
const POOL = 'x86-cpu-karpenter';
const PLATFORM = 'platform';
const SHARD = 'sharding.fluxcd.io/key';

/** A cluster of the hub's fleet, with the shard that it has of two and of three. */
interface Spoke {
  name: string;
  environment: string;
  shards: { of2: number; of3: number };
  cluster: Cluster;
}

/** The first is in the same shard as the third, and is the one that breaks. */
function spokesOf([dev, us, eu]: readonly Cluster[]): [Spoke, Spoke, Spoke] {
  if (!dev || !us || !eu) throw new Error('the hub needs three clusters');
  return [
    { name: 'workshop-dev', environment: 'dev', shards: { of2: 1, of3: 1 }, cluster: dev },
    { name: 'workshop-us', environment: 'prod', shards: { of2: 2, of3: 3 }, cluster: us },
    { name: 'workshop-eu', environment: 'prod', shards: { of2: 1, of3: 1 }, cluster: eu },
  ];
}

interface Stage {
  world: World;
  check: Cases['check'];
  hub: Hub;
  repository: FleetRepository;
  spokes: [Spoke, Spoke, Spoke];
}

/** Flux in the cluster without pools applies to the three others, in shards. */
export async function fluxHub(world: World, { check }: Cases): Promise<void> {
  const spokes = spokesOf(world.clusters);
  const [dev, ...others] = spokes;
  const left = await check('flux uninstall after prune: false leaves the objects', async () => {
    const before = await leaveOwnFlux(world, FLEET);
    assert.is(before.length, 4);
    assert.equal(await identities(dev.cluster), before);
    return before;
  });
  await makeRoom(
    world,
    others.map(({ cluster }) => cluster),
  );
  const hub = await startHub(world.plane, world.empty, await world.fluxParts());
  const repository = await world.createFleet('hub', (fleet, url) => declareHub(fleet, url, spokes));
  await repository.put('Have a platform', platformFiles(spokes));
  for (const { name, cluster } of spokes) await hub.putKubeConfig(name, cluster);
  hub.startShard(1);
  hub.startShard(2);
  await hub.flux.bootstrap(repository.url, './clusters');
  await hub.flux.cluster.apply(JSON.stringify(gitRepository(PLATFORM, world.repository.url)));
  const stage = { world, check, hub, repository, spokes };
  await reconcile(stage);
  await check('the hub took over the objects that another Flux had left', async () => {
    assert.equal(await identities(dev.cluster), left);
  });
  await spread(stage);
  await prune(stage);
  await breakOne(stage);
  await removeClusters(stage);
  await hub.flux.stop();
}

/** The project's fleet with these clusters, on a hub. Karpenter comes by a Kustomization of each. */
function declareHub(fleet: Document, url: string, spokes: readonly Spoke[]): void {
  fleet.deleteIn(['spec', 'environments', 'staging']);
  fleet.setIn(['spec', 'environments', 'prod', 'protect'], true);
  for (const environment of ['dev', 'prod']) {
    const own = spokes.filter((spoke) => spoke.environment === environment);
    fleet.setIn(
      ['spec', 'environments', environment, 'clusters'],
      Object.fromEntries(own.map(({ name }) => [name, {}])),
    );
  }
  fleet.setIn(['spec', 'delivery'], {
    flux: {
      sourceRef: { kind: 'GitRepository', name: 'fleet' },
      source: { url, ref: { branch: 'main' }, interval: '2s' },
      dependsOn: [{ name: '{cluster}-karpenter' }],
      hub: { kubeConfig: { secretRef: { name: '{cluster}-kubeconfig' } } },
      shards: 2,
      retryInterval: '5s',
      timeout: '20s',
    },
  });
}

/** The Kustomizations that the fleet's depend on, beside them in the folders of their clusters; what they apply is in another repository. */
function platformFiles(spokes: readonly Spoke[]): Record<string, string> {
  return Object.fromEntries(
    spokes.map(({ name }) => [
      `clusters/${name}/karpenter.yaml`,
      kustomizationText(`${name}-karpenter`, './platform/karpenter', {
        sourceRef: { kind: 'GitRepository', name: PLATFORM },
        kubeConfig: { secretRef: { name: `${name}-kubeconfig` } },
        timeout: '20s',
      }),
    ]),
  );
}

const kustomizationOf = ({ name }: Spoke) => `${FLEET}-${name}`;

async function hasRendered({ world, repository }: Stage, spoke: Spoke): Promise<void> {
  const manifest = await repository.render(spoke.name);
  await waitForObjects(world.empty, spoke.cluster, kustomizationOf(spoke), manifest);
}

async function isAtTip({ hub, repository }: Stage, spoke: Spoke): Promise<void> {
  await hub.flux.appliedRevision(kustomizationOf(spoke), await repository.tip());
}

async function isBehind({ hub, repository }: Stage, spoke: Spoke): Promise<void> {
  const found = await hub.flux.kustomization(kustomizationOf(spoke));
  assert.not.ok(isAppliedAt(found, await repository.tip()), `${spoke.name} has the last commit`);
}

function limit(environment: string, cpu: string): (fleet: Document) => void {
  const path = ['spec', 'environments', environment, 'pools', POOL, 'nodePool', 'limits', 'cpu'];
  return (fleet) => fleet.setIn(path, cpu);
}

async function reconcile(stage: Stage): Promise<void> {
  const { check, hub, repository, spokes } = stage;
  const [dev, us, eu] = spokes;
  for (const spoke of spokes) {
    await check(`${spoke.name} reconciles, reached by its kubeconfig`, () => isAtTip(stage, spoke));
    await check(`${spoke.name} has the objects of poolwright render`, () => hasRendered(stage, spoke));
  }
  await check('the Kustomization of bootstrap is Ready, and made all others', () =>
    repository.tip().then((tip) => hub.flux.appliedRevision(NAMESPACE, tip)),
  );
  await check('a changed value changes the objects of its cluster alone', async () => {
    const before = await Promise.all([dev, us].map(({ cluster }) => generations(cluster)));
    await repository.change('Change a role', (fleet) =>
      fleet.setIn(
        ['spec', 'environments', 'prod', 'clusters', eu.name, 'variables', 'KARPENTER_NODE_ROLE'],
        'nodes-of-europe',
      ),
    );
    for (const spoke of spokes) await isAtTip(stage, spoke);
    await hasRendered(stage, eu);
    const roles = (await appliedBy(eu.cluster, kustomizationOf(eu))).flatMap(({ spec }) => spec?.role ?? []);
    assert.equal(roles, ['nodes-of-europe', 'nodes-of-europe']);
    assert.equal(await Promise.all([dev, us].map(({ cluster }) => generations(cluster))), before);
  });
}

/** The identity and generation of all pools and classes: the same as long as nobody changed or replaced one. */
async function generations(cluster: Cluster): Promise<string[]> {
  const objects = await cluster.get('nodepool,ec2nodeclass');
  return objects.map(({ metadata }) => `${metadata.name} ${metadata.uid} ${metadata.generation}`).sort();
}

async function spread(stage: Stage): Promise<void> {
  const { check, hub, repository, spokes } = stage;
  const [dev, us, eu] = spokes;
  await check('each cluster is labelled with its shard of two', () => hasShards(stage, 'of2'));
  await check('without the controller of a shard, its clusters alone stay as they are', async () => {
    await hub.stopShard(2);
    await repository.change('Raise limits', (fleet) => {
      limit('dev', '300')(fleet);
      limit('prod', '600')(fleet);
    });
    for (const spoke of [dev, eu]) {
      await isAtTip(stage, spoke);
      await hasRendered(stage, spoke);
    }
    await isBehind(stage, us);
  });
  await check('they follow when it is there again', async () => {
    hub.startShard(2);
    await isAtTip(stage, us);
    await hasRendered(stage, us);
  });
  await check('one shard more takes its clusters over with their objects, and moves no others', async () => {
    const before = await Promise.all(spokes.map(({ cluster }) => generations(cluster)));
    hub.startShard(3);
    await repository.change('Have three shards', (fleet) =>
      fleet.setIn(['spec', 'delivery', 'flux', 'shards'], 3),
    );
    await hasShards(stage, 'of3');
    for (const spoke of spokes) await isAtTip(stage, spoke);
    assert.equal(await Promise.all(spokes.map(({ cluster }) => generations(cluster))), before);
  });
  await check('the shard of before is needed no more', async () => {
    await hub.stopShard(2);
    await repository.change('Raise a limit', limit('prod', '640'));
    for (const spoke of spokes) await isAtTip(stage, spoke);
    await hasRendered(stage, us);
  });
}

async function hasShards({ hub, spokes }: Stage, count: keyof Spoke['shards']): Promise<void> {
  await waitFor('the labels', async () => {
    for (const spoke of spokes) {
      const found = await hub.flux.kustomization(kustomizationOf(spoke));
      assert.is(found?.metadata.labels?.[SHARD], `shard${spoke.shards[count]}`);
    }
    return true;
  });
}

async function prune(stage: Stage): Promise<void> {
  const { check, repository, spokes } = stage;
  const [dev, us, eu] = spokes;
  const before = repository.read('fleet.yaml');
  await check('a pool that left the fleet is pruned in dev', async () => {
    await repository.change('Remove a pool', removePool(POOL));
    await isAtTip(stage, dev);
    await hasRendered(stage, dev);
  });
  for (const spoke of [us, eu])
    await check(`it is kept in ${spoke.name}, which is protected`, async () => {
      await isAtTip(stage, spoke);
      const kept = namesOf(await spoke.cluster.get('nodepool,ec2nodeclass'));
      assert.ok(kept.includes(`NodePool/${POOL}`) && kept.includes(`EC2NodeClass/${POOL}`), kept.join());
    });
  await check('the pool returns with the fleet of before', async () => {
    await repository.declare('Take the pool back', before);
    for (const spoke of spokes) await hasRendered(stage, spoke);
  });
}

async function breakOne(stage: Stage): Promise<void> {
  const { world, check, hub, spokes } = stage;
  const [dev] = spokes;
  const [silent, closed] = [world.plane.port(), world.plane.port()];
  const server = await startSilentServer(silent);
  await check('a cluster that refuses connections holds no other up', () =>
    changeWithout(stage, closed, '710'),
  );
  await check('its Kustomization says that it is not reached', async () => {
    const ready = await waitFor('a verdict', async () => {
      const found = conditionOf(await hub.flux.kustomization(kustomizationOf(dev)), 'Ready');
      return found?.status === 'False' ? found : undefined;
    });
    assert.ok(ready.message.includes(`127.0.0.1:${closed}: connect: connection refused`), ready.message);
  });
  await check('it follows without a commit when it is reached again', () => comesBack(stage));
  await check('a cluster that does not answer holds no other up', () => changeWithout(stage, silent, '720'));
  // Flux gives up five TLS handshakes of ten seconds first, whatever the timeout of the Kustomization.
  await check('it follows without a commit when it answers again', () => comesBack(stage));
  server.close();
}

/** Changes all clusters while the hub looks for the first at another port. */
async function changeWithout(stage: Stage, port: number, cpu: string): Promise<void> {
  const { hub, repository, spokes } = stage;
  const [dev, ...others] = spokes;
  await hub.putKubeConfig(dev.name, { ...dev.cluster, url: `https://127.0.0.1:${port}` });
  await repository.change('Raise limits', (fleet) => {
    limit('dev', cpu)(fleet);
    limit('prod', cpu)(fleet);
  });
  for (const spoke of others) {
    await isAtTip(stage, spoke);
    await hasRendered(stage, spoke);
  }
  await isBehind(stage, dev);
}

async function comesBack(stage: Stage): Promise<void> {
  const [dev] = stage.spokes;
  await stage.hub.putKubeConfig(dev.name, dev.cluster);
  await isAtTip(stage, dev);
  await hasRendered(stage, dev);
}

async function removeClusters(stage: Stage): Promise<void> {
  const { check, hub, repository, spokes } = stage;
  const [dev, us, eu] = spokes;
  await check('a cluster that is gone for good leaves a Kustomization that holds no other up', async () => {
    await hub.putKubeConfig(eu.name, { ...eu.cluster, url: 'https://127.0.0.1:9' });
    await removeCluster(stage, eu);
    await isAtTip(stage, dev);
    await isAtTip(stage, us);
    const left = await waitFor('its deletion', () => deleted(stage, eu));
    assert.ok(left.metadata.finalizers?.includes('finalizers.fluxcd.io'), left.metadata.finalizers?.join());
  });
  await check('the command of docs/flux.md ends it', async () => {
    await hub.flux.cluster.kubectl(
      ...['patch', 'kustomization', kustomizationOf(eu), '-n', NAMESPACE],
      ...['--type=merge', '-p', '{"spec":{"suspend":true}}'],
    );
    await waitFor(
      'the Kustomization to go',
      async () => !(await hub.flux.kustomization(kustomizationOf(eu))),
    );
  });
  await check('a cluster that left the fleet loses its objects', async () => {
    await removeEnvironment(stage, dev);
    await waitFor(
      'the objects to go',
      async () => (await dev.cluster.get('nodepool,ec2nodeclass')).length === 0,
    );
    await waitFor(
      'its Kustomization to go',
      async () => !(await hub.flux.kustomization(kustomizationOf(dev))),
    );
  });
  await check('it keeps those that are protected', async () => {
    const names = namesOf(await us.cluster.get('nodepool,ec2nodeclass'));
    await repository.change('Remove production', (fleet) => {
      fleet.setIn(['spec', 'environments', 'prod', 'clusters'], {});
    });
    await waitFor(
      'its Kustomization to go',
      async () => !(await hub.flux.kustomization(kustomizationOf(us))),
    );
    assert.equal(namesOf(await us.cluster.get('nodepool,ec2nodeclass')), names);
  });
}

async function deleted({ hub }: Stage, spoke: Spoke): Promise<KubeObject | undefined> {
  const found = await hub.flux.kustomization(kustomizationOf(spoke));
  return found?.metadata.deletionTimestamp === undefined ? undefined : found;
}

/** Takes a cluster out of the fleet, and with it what the platform has for it. */
async function removeCluster({ repository }: Stage, { name, environment }: Spoke): Promise<void> {
  await repository.git('rm', '-q', `clusters/${name}/karpenter.yaml`);
  await repository.git('commit', '-qm', 'Remove the platform of a cluster');
  await repository.change('Remove a cluster', (fleet) =>
    fleet.deleteIn(['spec', 'environments', environment, 'clusters', name]),
  );
}

async function removeEnvironment({ repository }: Stage, { environment }: Spoke): Promise<void> {
  await repository.change('Remove an environment', (fleet) =>
    fleet.deleteIn(['spec', 'environments', environment]),
  );
}
