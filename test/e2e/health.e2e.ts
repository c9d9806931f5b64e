import * as assert from 'uvu/assert';
import type { Cases } from './support/cases.ts';
import type { Flux } from './support/flux.ts';
import { NAMESPACE } from './support/flux-controllers.ts';
import { reportReady } from './support/karpenter-status.ts';
import { type Condition, conditionOf, type KubeObject } from './support/objects.ts';
import { appliedBy, namesOf, waitForObjects } from './support/rendered.ts';
import type { FleetRepository } from './support/repository.ts';
import { makeSmall, setLimit } from './support/small-fleet.ts';
import { waitFor } from './support/wait.ts';
import type { World } from './support/world.ts';

const CLUSTER = 'eks-workshop-dev';
/** A fleet with `healthChecks`, and one that depends on it. */
const FIRST = 'checked';
const SECOND = 'dependent';
const POOL = `${FIRST}-general`;
const OTHER = `${FIRST}-batch`;
/** The shortest that Flux takes. */
const TIMEOUT = 30;

interface Stage {
  world: World;
  check: Cases['check'];
  flux: Flux;
  first: FleetRepository;
  second: FleetRepository;
}

/** The statuses are written here as Karpenter writes them: of pools and classes that become ready, and that do not. */
export async function health(world: World, { check }: Cases): Promise<void> {
  const flux = (await world.flux()).find(({ cluster }) => cluster.name === CLUSTER);
  if (!flux) return;
  const first = await createFleet(world, FIRST, { healthChecks: true });
  const second = await createFleet(world, SECOND, { dependsOn: [{ name: FIRST }] });
  for (const { url } of [second, first]) {
    const name = url === first.url ? FIRST : SECOND;
    await flux.bootstrap(url, `./clusters/${CLUSTER}`, `${name}-system`);
  }
  const stage: Stage = { world, check, flux, first, second };
  await becomeReady(stage);
  await change(stage);
  await fix(stage);
  await holdClassBack(stage);
  await check('of pools that leave the fleet, the protected one is kept, and nobody waits for it', () =>
    prune(stage),
  );
}

function createFleet(world: World, name: string, flux: object): Promise<FleetRepository> {
  return world.createFleet(name, (fleet, url) =>
    makeSmall(fleet, {
      name,
      pools: { general: { protect: true }, batch: { protect: false } },
      environments: { dev: { clusters: { [CLUSTER]: {} } } },
      flux: {
        sourceRef: { kind: 'GitRepository', name },
        source: { url, ref: { branch: 'main' }, interval: '2s' },
        retryInterval: '5s',
        timeout: `${TIMEOUT}s`,
        ...flux,
      },
    }),
  );
}

async function becomeReady(stage: Stage): Promise<void> {
  const { check, flux, first, second } = stage;
  await check('as long as Karpenter says nothing of the classes, Flux applies no pool', async () => {
    const { message } = await failure(flux, 'ReconciliationFailed', isOf('EC2NodeClass', 'general', 'batch'));
    assert.not.match(message, /NodePool/);
    assert.equal(namesOf(await appliedBy(flux.cluster, FIRST)), [
      `EC2NodeClass/${FIRST}-batch`,
      `EC2NodeClass/${FIRST}-general`,
    ]);
  });
  await check('what depends on them waits, too', () => isHeldUp(stage));
  await check(
    'with ready classes, Flux waits for the pools, and names them when the timeout is over',
    async () => {
      await report(flux, 'EC2NodeClass', 'True');
      await failure(flux, 'HealthCheckFailed', isOf('NodePool', 'general', 'batch'));
      await isHeldUp(stage);
    },
  );
  await check('a pool that is not ready is named alone', async () => {
    await reportReady(flux.cluster, { kind: 'NodePool', name: POOL, status: 'False' });
    await reportReady(flux.cluster, { kind: 'NodePool', name: OTHER, status: 'True' });
    const { message } = await failure(flux, 'HealthCheckFailed', isOf('NodePool', 'general'));
    assert.ok(message.includes(`NodePool/${POOL} status: 'InProgress'`), message);
    await isHeldUp(stage);
  });
  await check('when all are ready, Flux is, without a commit', async () => {
    await report(flux, 'NodePool', 'True');
    await flux.appliedRevision(FIRST, await first.tip());
  });
  await check('what depends on them follows', async () => {
    await flux.appliedRevision(SECOND, await second.tip());
    await waitForObjects(stage.world.empty, flux.cluster, SECOND, await second.render(CLUSTER));
  });
}

async function change(stage: Stage): Promise<void> {
  const { check, flux, first, second } = stage;
  await check('a changed pool is ready no more, by what Karpenter said of its last generation', async () => {
    await first.change('Raise a limit', setLimit(POOL, '128'));
    await waitForLimit(flux, '128');
    await second.change('Raise a limit', setLimit(`${SECOND}-general`, '128'));
    await failure(flux, 'HealthCheckFailed', isOf('NodePool', 'general'));
    assert.not.ok(
      String((await flux.kustomization(FIRST))?.status?.lastAppliedRevision).endsWith(await first.tip()),
    );
  });
  await check('a change of what depends on it is held up', async () => {
    await waitFor('Flux to wait', async () => {
      const found = await flux.kustomization(SECOND);
      return conditionOf(found, 'Ready')?.reason === 'DependencyNotReady';
    });
    assert.is(limitOf(await appliedBy(flux.cluster, SECOND), `${SECOND}-general`), '64');
  });
  await check('both go on when Karpenter has seen the new generation', async () => {
    await report(flux, 'NodePool', 'True');
    await flux.appliedRevision(FIRST, await first.tip());
    await flux.appliedRevision(SECOND, await second.tip());
    assert.is(limitOf(await appliedBy(flux.cluster, SECOND), `${SECOND}-general`), '128');
  });
  await check('a condition without a generation counts', async () => {
    await reportReady(flux.cluster, { kind: 'NodePool', name: POOL, status: 'True', generation: 'none' });
    await first.change('Raise a limit', setLimit(POOL, '160'));
    await flux.appliedRevision(FIRST, await first.tip());
    assert.is(limitOf(await appliedBy(flux.cluster, FIRST), POOL), '160');
  });
}

async function fix(stage: Stage): Promise<void> {
  const { check, flux, first } = stage;
  await check('a fix is applied when the timeout of the mistake is over, and not before', async () => {
    await reportReady(flux.cluster, { kind: 'NodePool', name: POOL, status: 'True' });
    await first.change('Make a mistake', setLimit(POOL, '1'));
    await waitForLimit(flux, '1');
    await first.change('Correct it', setLimit(POOL, '192'));
    await waitFor('the source', async () => {
      const sources = await flux.cluster.get('gitrepository', NAMESPACE);
      const artifact = sources.find(({ metadata }) => metadata.name === FIRST)?.status?.artifact;
      return (artifact as { revision: string }).revision.endsWith(await first.tip());
    });
    assert.is(limitOf(await appliedBy(flux.cluster, FIRST), POOL), '1');
    await waitForLimit(flux, '192');
    await report(flux, 'NodePool', 'True');
    await flux.appliedRevision(FIRST, await first.tip());
  });
}

/** Flux applies kinds that end with Class before all others, and waits for them, whatever the Kustomization says of waiting. */
async function holdClassBack(stage: Stage): Promise<void> {
  const { check, flux, second } = stage;
  const pool = `${SECOND}-general`;
  const reportClass = (status: 'True' | 'False') =>
    reportReady(flux.cluster, { kind: 'EC2NodeClass', name: `${SECOND}-batch`, status });
  await check('a class that is not ready holds all pools up, also without healthChecks', async () => {
    await reportClass('False');
    await second.change('Raise a limit', setLimit(pool, '256'));
    // Flux before 2.9 starts again at once, and its condition shows the failure for an instant only.
    await waitFor(
      'Flux to fail',
      async () =>
        (await failures(flux, SECOND)).includes(`timeout waiting for: [EC2NodeClass/${SECOND}-batch`),
      180,
    );
    assert.is(limitOf(await appliedBy(flux.cluster, SECOND), pool), '128');
    await reportClass('True');
    await flux.appliedRevision(SECOND, await second.tip());
    assert.is(limitOf(await appliedBy(flux.cluster, SECOND), pool), '256');
  });
}

/** The messages of the events by which Flux reports that a Kustomization failed. */
function failures({ cluster }: Flux, name: string): Promise<string> {
  const selector = `--field-selector=involvedObject.name=${name},type=Warning`;
  return cluster.kubectl('get', 'events', '-n', NAMESPACE, selector, '-o', 'jsonpath={.items[*].message}');
}

async function prune({ flux, first }: Stage): Promise<void> {
  await first.change('Replace all pools', (fleet) => {
    const pool = fleet.getIn(['spec', 'pools', OTHER]);
    fleet.setIn(['spec', 'pools'], { [`${FIRST}-next`]: pool });
  });
  await reportReady(flux.cluster, { kind: 'NodePool', name: POOL, status: 'False' });
  for (const kind of ['EC2NodeClass', 'NodePool'] as const) {
    const name = `${FIRST}-next`;
    await waitFor(`${kind} ${name}`, async () =>
      namesOf(await appliedBy(flux.cluster, FIRST)).includes(`${kind}/${name}`),
    );
    await reportReady(flux.cluster, { kind, name, status: 'True' });
  }
  await flux.appliedRevision(FIRST, await first.tip());
  const left = ['general', 'next'].flatMap((end) => [
    `EC2NodeClass/${FIRST}-${end}`,
    `NodePool/${FIRST}-${end}`,
  ]);
  assert.equal(namesOf(await appliedBy(flux.cluster, FIRST)), left.sort());
}

/** Writes a status for both objects of a kind. */
async function report(flux: Flux, kind: 'NodePool' | 'EC2NodeClass', status: 'True' | 'False' | 'Unknown') {
  for (const end of ['general', 'batch'])
    await reportReady(flux.cluster, { kind, name: `${FIRST}-${end}`, status });
}

/** Waits for a condition `Ready` of the first fleet's Kustomization. */
async function conditionWhich(flux: Flux, matches: (ready: Condition) => boolean): Promise<Condition> {
  return waitFor(
    'the condition',
    async () => {
      const ready = conditionOf(await flux.kustomization(FIRST), 'Ready');
      if (ready !== undefined && matches(ready)) return ready;
      throw new Error(`it is ${JSON.stringify(ready)}`);
    },
    240,
  );
}

/** Waits until Flux has failed for a reason, with a message. */
function failure(flux: Flux, why: string, matches: (message: string) => boolean): Promise<Condition> {
  return conditionWhich(
    flux,
    ({ status, reason, message }) => status === 'False' && reason === why && matches(message),
  );
}

/** Whether a message is of these objects of a kind, and of no others. */
function isOf(kind: 'NodePool' | 'EC2NodeClass', ...ends: string[]): (message: string) => boolean {
  const wanted = ends.map((end) => `${kind}/${FIRST}-${end}`).sort();
  return (message) => {
    const named = message.match(/(?:NodePool|EC2NodeClass)\/[\w-]+(?= status)/g) ?? [];
    return [...new Set(named)].sort().join() === wanted.join();
  };
}

async function isHeldUp({ flux }: Stage): Promise<void> {
  const ready = await waitFor('Flux to wait', async () =>
    conditionOf(await flux.kustomization(SECOND), 'Ready'),
  );
  assert.is(ready.reason, 'DependencyNotReady', ready.message);
  assert.ok(ready.message.includes(`${NAMESPACE}/${FIRST}`), ready.message);
  assert.equal(await appliedBy(flux.cluster, SECOND), []);
}

async function waitForLimit(flux: Flux, cpu: string): Promise<void> {
  await waitFor(`the limit ${cpu}`, async () => limitOf(await appliedBy(flux.cluster, FIRST), POOL) === cpu);
}

function limitOf(objects: readonly KubeObject[], name: string): unknown {
  const pool = objects.find(({ kind, metadata }) => kind === 'NodePool' && metadata.name === name);
  return (pool?.spec?.limits as { cpu?: string } | undefined)?.cpu;
}
