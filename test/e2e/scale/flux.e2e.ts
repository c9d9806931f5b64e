import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import type { Document } from 'yaml';
import type { Cases } from '../support/cases.ts';
import { isAppliedAt, kustomizationText } from '../support/flux.ts';
import { NAMESPACE } from '../support/flux-controllers.ts';
import { type Hub, kubeConfigSecret, startHub } from '../support/flux-hub.ts';
import { conditionOf, type KubeObject } from '../support/objects.ts';
import type { FleetRepository } from '../support/repository.ts';
import { waitFor } from '../support/wait.ts';
import type { World } from '../support/world.ts';
import { type Measured, measure, peaks, type Spent } from './meter.ts';
import { fluxProjection, type Sample } from './projection.ts';
import { BRANCH, type Published, publishTree } from './published.ts';
import { clusterNames, type Pair, running, startPair, untilAll } from './servers.ts';
import { peakTable, spentTable } from './table.ts';

const FLEET = 'llama2-chatbot';
const LIMIT = ['spec', 'environments', 'prod', 'pools', 'x86-cpu-karpenter', 'nodePool', 'limits', 'cpu'];
const PLATFORM = 'platform';
/** The Kustomizations of clusters, by the one that applies them. */
const OF_CLUSTERS = `kustomize.toolkit.fluxcd.io/name=${NAMESPACE}`;
/** The `interval` of a generated Kustomization, in seconds. */
const INTERVAL = 600;
/** How long waiting for a dependency is measured, in milliseconds. */
const WINDOW = 20_000;

interface Stage {
  world: World;
  clusters: string[];
  pair: Pair;
  hub: Hub;
  repository: FleetRepository;
  published: Published;
  measured: Measured;
}

interface Setup {
  label: string;
  /** One is a controller without a shard. */
  shards: number;
  /** Whether clusters come from a source of their own with `sparseCheckout`, as docs/flux.md has it, and not from that of the hub. */
  isSparse: boolean;
}

const SETUPS: readonly Setup[] = [
  { label: 'the whole tree, 1 controller', shards: 1, isSparse: false },
  { label: '1 controller', shards: 1, isSparse: true },
  { label: '3 shards', shards: 3, isSparse: true },
];

/** Each setup on a hub of its own: from nothing, a change, and what comes at each interval. */
export async function scaleFlux(world: World, { check }: Cases): Promise<void> {
  const rows: Spent[] = [];
  const memory: Record<string, Record<string, number>> = {};
  for (const setup of SETUPS) {
    const stage = await prepare(world, setup);
    const { label } = setup;
    const work = (what: string, does: () => Promise<unknown>): Promise<number | undefined> =>
      check(`${label}: ${what}`, async () => {
        const spent = await measure(stage.measured, `${label}: ${what}`, does);
        world.say(`       ${JSON.stringify(spent)}`);
        return rows.push(spent);
      });
    let commit = await stage.published.publish();
    await work('from nothing', () => begin(stage, commit));
    await stage.repository.change('Raise a limit', (fleet) => fleet.setIn(LIMIT, '640'));
    commit = await stage.published.publish();
    await work('one change', () => arrive(stage, commit));
    await check(`${label}: every cluster has what it gets`, () => complete(stage));
    if (setup.shards === 1) {
      await work('nothing changes', () => reconcileAll(stage));
      await work('the parent alone', () => reconcileParent(stage));
    } else {
      await check('every cluster depends on the platform', () => depend(stage));
      await work('nothing changes, with dependsOn', () => reconcileAll(stage));
      await check('the platform breaks, and all wait for it', () => breakPlatform(stage));
      const retries = countRetries(stage);
      await work(
        `${WINDOW / 1000} s of waiting`,
        () => new Promise((resolve) => setTimeout(resolve, WINDOW)),
      );
      const [row, seen] = [rows.at(-1), countRetries(stage) - retries];
      if (row !== undefined) row.what += `, ${seen} retries`;
      await work('the dependency is ready again', () => repairPlatform(stage));
    }
    memory[label] = peaks(stage.measured);
    await stage.hub.flux.stop();
  }
  const sample = (what: string): Sample => {
    const spent = rows.find((row) => row.what === `1 controller: ${what}`);
    assert.ok(spent, `${what} was not measured`);
    return { spent, clusters: world.size };
  };
  await check('what fleets of other sizes take', async () => {
    const projection = fluxProjection(sample('nothing changes'), sample('one change'), INTERVAL);
    world.figures.set('Flux', [spentTable(rows), peakTable(memory), projection].join('\n\n'));
  });
}

async function prepare(world: World, setup: Setup): Promise<Stage> {
  const { plane, size } = world;
  const { shards } = setup;
  const name = `scale-flux-${SETUPS.indexOf(setup)}`;
  const clusters = clusterNames(size);
  const pair = await startPair(world, name);
  const repository = await world.createFleet(name, (fleet, url) => declare(fleet, url, clusters, setup));
  const published = await publishTree(repository, clusters, { 'platform/platform.yaml': CONFIG_MAP });
  const hub = await startHub(plane, pair.hub, await world.fluxParts());
  if (shards > 1) for (let shard = 1; shard <= shards; shard++) hub.startShard(shard);
  await pair.hub.apply(clusters.map((cluster) => kubeConfigSecret(cluster, pair.target)).join('\n---\n'));
  return {
    world,
    clusters,
    pair,
    hub,
    repository,
    published,
    measured: {
      programs: {
        'kustomize-controller': running(world, `kustomize-controller-${name}`),
        'source-controller': running(world, `source-controller-${name}`),
        'the hub': running(world, `kube-apiserver-${name}-hub`),
        'the target': running(world, `kube-apiserver-${name}-target`),
      },
      servers: { 'the hub': pair.hub, 'the target': pair.target },
    },
  };
}

const CONFIG_MAP = `${JSON.stringify({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: PLATFORM, namespace: 'default' },
})}\n`;

/** Production alone, with these clusters, on a hub. */
function declare(
  fleet: Document,
  url: string,
  clusters: readonly string[],
  { shards, isSparse }: Setup,
): void {
  for (const environment of ['dev', 'staging']) fleet.deleteIn(['spec', 'environments', environment]);
  fleet.setIn(
    ['spec', 'environments', 'prod', 'clusters'],
    Object.fromEntries(clusters.map((name) => [name, {}])),
  );
  fleet.setIn(['spec', 'delivery'], {
    flux: {
      sourceRef: { kind: 'GitRepository', name: isSparse ? FLEET : NAMESPACE },
      ...(isSparse
        ? { source: { url, ref: { branch: BRANCH }, interval: '1h', sparseCheckout: ['base', 'overlays'] } }
        : {}),
      hub: { kubeConfig: { secretRef: { name: '{cluster}-kubeconfig' } } },
      ...(shards > 1 ? { shards } : {}),
    },
  });
}

/** Applies what `flux bootstrap` leaves on the hub, and waits for all clusters. */
async function begin(stage: Stage, commit: string): Promise<void> {
  const { pair, repository } = stage;
  const source = {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { name: NAMESPACE, namespace: NAMESPACE },
    spec: { interval: '1h', timeout: '60s', url: repository.url, ref: { branch: BRANCH } },
  };
  const objects = [JSON.stringify(source), kustomization(NAMESPACE, './clusters')];
  await pair.hub.apply(objects.join('\n---\n'));
  await applied(stage, commit);
}

function kustomization(name: string, path: string): string {
  return kustomizationText(name, path, { sourceRef: { kind: 'GitRepository', name: NAMESPACE } });
}

/** Has the hub fetch a commit, as a webhook would, and waits for all clusters. */
async function arrive(stage: Stage, commit: string): Promise<void> {
  await request(stage, 'gitrepository', '--all');
  await applied(stage, commit);
}

/** Each cluster has four objects, and of the pool that was changed the new limit. */
async function complete({ pair, clusters }: Stage): Promise<void> {
  const objects = await pair.target.get('nodepool,ec2nodeclass');
  assert.is(objects.length, 4 * clusters.length);
  const limits = objects.map(({ spec }) => (spec?.limits as { cpu?: unknown } | undefined)?.cpu);
  assert.is(limits.filter((cpu) => cpu === '640').length, clusters.length);
}

/** Has Flux reconcile objects now, as `flux reconcile` does: another field manager's annotation the parent would take away. */
async function request({ pair }: Stage, ...objects: string[]): Promise<string> {
  const now = String(Date.now());
  await pair.hub.kubectl(
    ...['annotate', '--overwrite', '--field-manager=flux-client-side-apply', '-n', NAMESPACE, ...objects],
    `reconcile.fluxcd.io/requestedAt=${now}`,
  );
  return now;
}

/** What comes at each interval: every Kustomization is built, compared and found as it is. */
async function reconcileAll(stage: Stage): Promise<void> {
  const now = await request(stage, 'kustomization', '-l', OF_CLUSTERS);
  await until(stage, 'a round', ({ status }) => status?.lastHandledReconcileAt === now);
}

/** The Kustomization of the folder of all clusters, which applies theirs, and finds them as they are. */
async function reconcileParent(stage: Stage): Promise<void> {
  const now = await request(stage, `kustomization/${NAMESPACE}`);
  await waitFor(
    'the parent',
    async () => (await stage.hub.flux.kustomization(NAMESPACE))?.status?.lastHandledReconcileAt === now,
    600,
  );
}

async function depend(stage: Stage): Promise<void> {
  await stage.pair.hub.apply(kustomization(PLATFORM, `./${PLATFORM}`));
  await stage.repository.change('Depend on the platform', (fleet) =>
    fleet.setIn(['spec', 'delivery', 'flux', 'dependsOn'], [{ name: PLATFORM }]),
  );
  await arrive(stage, await stage.published.publish());
}

async function breakPlatform(stage: Stage): Promise<void> {
  await stage.pair.hub.apply(kustomization(PLATFORM, './nowhere'));
  await stage.hub.flux.verdict(PLATFORM);
  await request(stage, 'kustomization', '-l', OF_CLUSTERS);
  await until(stage, 'all to wait', (one) => conditionOf(one, 'Ready')?.reason === 'DependencyNotReady');
}

async function repairPlatform(stage: Stage): Promise<void> {
  await stage.pair.hub.apply(kustomization(PLATFORM, `./${PLATFORM}`));
  await until(stage, 'all to go on', (one) => conditionOf(one, 'Ready')?.status === 'True');
}

function countRetries({ world, measured }: Stage): number {
  return (measured.programs['kustomize-controller'] ?? [])
    .map(({ name }) => readFileSync(join(world.logs, `${name}.log`), 'utf8'))
    .reduce((sum, log) => sum + log.split('Dependencies do not meet ready condition').length - 1, 0);
}

function applied(stage: Stage, commit: string): Promise<void> {
  return until(stage, `commit ${commit}`, (one) => isAppliedAt(one, commit));
}

/** Waits until something is true of the Kustomization of each cluster. */
async function until(
  stage: Stage,
  what: string,
  isSo: (kustomization: KubeObject) => boolean,
): Promise<void> {
  await untilAll(what, async () => {
    const all = await stage.pair.hub.get('kustomization', NAMESPACE);
    const done = new Set(all.filter(isSo).map(({ metadata }) => metadata.name));
    return stage.clusters.map((cluster) => `${FLEET}-${cluster}`).filter((name) => !done.has(name));
  });
}
