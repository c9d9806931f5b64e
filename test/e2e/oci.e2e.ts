import * as assert from 'uvu/assert';
import type { Document } from 'yaml';
import type { Cases } from './support/cases.ts';
import { type Flux, isAppliedAt } from './support/flux.ts';
import { type Registry, sharedFiles, startRegistry } from './support/registry.ts';
import { appliedBy, namesOf, waitForObjects } from './support/rendered.ts';
import type { FleetRepository } from './support/repository.ts';
import { makeSmall, setLimit } from './support/small-fleet.ts';
import { waitFor } from './support/wait.ts';
import type { World } from './support/world.ts';

const FLEET = 'artifact';
const POOL = `${FLEET}-general`;
const OTHER = `${FLEET}-batch`;
const DEV = 'eks-workshop-dev';
const PROD = 'eks-workshop-prod-us-west-2';

/** Clusters take bases and overlays from a registry, and their own folders from git. */
export async function oci(world: World, { check }: Cases): Promise<void> {
  const { empty } = world;
  const registry = await startRegistry(world);
  const repository = await world.createFleet(FLEET, (fleet) => declareFleet(fleet, registry.host));
  const fluxes = (await world.flux()).filter(({ cluster }) => [DEV, PROD].includes(cluster.name));
  const hasRendered = async ({ cluster }: Flux): Promise<void> =>
    waitForObjects(empty, cluster, FLEET, await repository.render(cluster.name));
  const pushed = async (): Promise<void> => {
    const digest = await registry.push(repository);
    for (const flux of fluxes) await flux.appliedRevision(FLEET, digest);
  };
  for (const flux of fluxes)
    await flux.bootstrap(repository.url, `./clusters/${flux.cluster.name}`, `${FLEET}-system`);

  await check('before the first push, Flux says that it has no artifact', async () => {
    for (const flux of fluxes) await hasNoArtifact(flux);
  });
  await check('the command of docs/scale.md pushes bases and overlays alone', async () => {
    await pushed();
    assert.equal(await registry.files('fleet', 'production'), await sharedFiles(repository));
  });
  for (const flux of fluxes)
    await check(`${flux.cluster.name} has the objects of poolwright render`, () => hasRendered(flux));
  await check('Flux knows the commit that an artifact is of', async () => {
    const tip = await repository.tip();
    for (const flux of fluxes) {
      const status = (await flux.kustomization(FLEET))?.status;
      assert.is(status?.lastAppliedOriginRevision, `main@sha1:${tip}`);
    }
  });
  await check('a commit alone changes no pool', () => commitAlone(fluxes, repository));
  await check('with the next push, the pools follow', async () => {
    await pushed();
    for (const flux of fluxes) await hasRendered(flux);
  });
  await check('a value of a cluster needs no push', async () => {
    const [dev] = fluxes as [Flux];
    const path = ['spec', 'environments', 'dev', 'clusters', DEV, 'variables', 'KARPENTER_NODE_ROLE'];
    await repository.change('Change a role', (fleet) => fleet.setIn(path, 'nodes-of-dev'));
    await hasRendered(dev);
  });
  await check('a pool that left the fleet is pruned in dev, and kept where it is protected', async () => {
    await repository.change('Remove a pool', (fleet) => fleet.deleteIn(['spec', 'pools', OTHER]));
    await pushed();
    const kept = [`EC2NodeClass/${POOL}`, `NodePool/${POOL}`];
    const all = [...kept, `EC2NodeClass/${OTHER}`, `NodePool/${OTHER}`].sort();
    for (const { cluster } of fluxes)
      assert.equal(namesOf(await appliedBy(cluster, FLEET)), cluster.name === PROD ? all : kept);
  });
}

function declareFleet(fleet: Document, host: Registry['host']): void {
  makeSmall(fleet, {
    name: FLEET,
    pools: { general: { protect: false }, batch: { protect: false } },
    environments: {
      dev: { clusters: { [DEV]: {} } },
      prod: { protect: true, clusters: { [PROD]: {} } },
    },
    flux: {
      sourceRef: { kind: 'OCIRepository', name: FLEET },
      source: { url: `oci://${host}/fleet`, ref: { tag: 'production' }, interval: '2s', insecure: true },
      retryInterval: '5s',
      timeout: '30s',
    },
  });
}

async function hasNoArtifact({ kustomization, cluster }: Flux): Promise<void> {
  await waitFor(`${cluster.name} to miss the artifact`, async () => {
    const ready = (await kustomization(FLEET))?.status?.conditions?.find(({ type }) => type === 'Ready');
    assert.is(ready?.reason, 'ArtifactFailed', ready?.message);
    return true;
  });
  assert.equal(await appliedBy(cluster, FLEET), []);
}

/** Commits a change, waits until the clusters have taken it from git, and looks at what the fleet's Kustomization has applied. */
async function commitAlone(fluxes: readonly Flux[], repository: FleetRepository): Promise<void> {
  const before = await revisions(fluxes);
  await repository.change('Raise a limit', setLimit(POOL, '128'));
  const tip = await repository.tip();
  for (const flux of fluxes) await flux.appliedRevision(`${FLEET}-system`, tip);
  assert.equal(await revisions(fluxes), before);
  for (const { kustomization } of fluxes) assert.ok(isAppliedAt(await kustomization(FLEET), ''));
}

function revisions(fluxes: readonly Flux[]): Promise<unknown[]> {
  return Promise.all(
    fluxes.map(async ({ kustomization }) => (await kustomization(FLEET))?.status?.lastAppliedRevision),
  );
}
