import * as assert from 'uvu/assert';
import { type Document, parseDocument } from 'yaml';
import { isSynced, startArgoCd } from '../support/argocd.ts';
import type { Cases } from '../support/cases.ts';
import { crdFolder } from '../support/crds.ts';
import type { KubeObject } from '../support/objects.ts';
import { findRedis } from '../support/redis.ts';
import type { FleetRepository } from '../support/repository.ts';
import type { World } from '../support/world.ts';
import { type Measured, measure, peaks, type Spent } from './meter.ts';
import { argocdProjection } from './projection.ts';
import { clusterNames, type Pair, running, startPair, untilAll } from './servers.ts';
import { peakTable, spentTable } from './table.ts';

const FLEET = 'llama2-chatbot';
const LIMIT = ['spec', 'environments', 'prod', 'pools', 'x86-cpu-karpenter', 'nodePool', 'limits', 'cpu'];
const NAMESPACE = 'argocd';
/** How often Argo CD looks at an Application by default, in seconds: 120, and up to 60 of jitter. */
const INTERVAL = 150;
/** Nothing is looked at by itself while it is measured, in seconds. */
const RESYNC = 86_400;

interface Stage {
  clusters: string[];
  pair: Pair;
  repository: FleetRepository;
  measured: Measured;
}

/** An Application per cluster, of the generated ApplicationSet: from nothing, a change, and what comes at each refresh. */
export async function scaleArgoCd(world: World, { check }: Cases): Promise<void> {
  const rows: Spent[] = [];
  const stage = await prepare(world);
  const tip = async () => (await stage.repository.git('rev-parse', 'HEAD')).trim();
  const work = (what: string, does: () => Promise<unknown>) =>
    check(what, async () => {
      const spent = await measure(stage.measured, what, does);
      world.say(`       ${JSON.stringify(spent)}`);
      rows.push(spent);
    });
  const first = await tip();
  await work('from nothing', async () => {
    await stage.pair.hub.apply(applicationSet(stage.repository.read('argocd/prod.yaml')));
    await synced(stage, first);
  });
  await stage.repository.change('Raise a limit', (fleet) => fleet.setIn(LIMIT, '640'));
  const second = await tip();
  await work('one change', async () => {
    await refresh(stage);
    await synced(stage, second);
  });
  await check('every cluster has what it gets', () => complete(stage));
  await work('nothing changes', async () => {
    await refresh(stage);
    await until(stage, 'a round', ({ metadata }) => metadata.annotations?.[REFRESH] === undefined);
  });
  await check('what fleets of other sizes take', async () => {
    const [, change, rest] = rows.map((spent) => ({ spent, clusters: world.size }));
    assert.ok(change && rest, 'not all was measured');
    const memory = peakTable({ '1 controller': peaks(stage.measured) });
    const projection = argocdProjection(rest, change, INTERVAL);
    world.figures.set('Argo CD', [spentTable(rows), memory, projection].join('\n\n'));
  });
}

async function prepare(world: World): Promise<Stage> {
  const { plane, built, cache, size, say } = world;
  const clusters = clusterNames(size);
  const pair = await startPair(world, 'scale-argocd');
  const repository = await world.createFleet('scale-argocd', (fleet, url) =>
    declare(fleet, clusters, url, pair.target.url),
  );
  const path = (name: string) => built.get(name)?.path ?? '';
  const before = plane.processes.all().length;
  await startArgoCd(plane, pair.hub, {
    programs: { argocd: path('argocd'), kustomize: path('kustomize') },
    redis: await findRedis(cache, say),
    crds: await crdFolder('argocd', built, cache),
    clusters: [pair.target],
    resync: RESYNC,
    manifestTimeout: 1800,
  });
  const started = plane.processes.all().slice(before);
  const named = (name: string) => started.filter((one) => one.name === name);
  return {
    clusters,
    pair,
    repository,
    measured: {
      programs: {
        'application-controller': named('argocd-application-controller'),
        'repo-server': named('argocd-repo-server'),
        'applicationset-controller': named('argocd-applicationset-controller'),
        redis: named('redis'),
        'the hub': running(world, 'kube-apiserver-scale-argocd-hub'),
        'the target': running(world, 'kube-apiserver-scale-argocd-target'),
      },
      servers: { 'the hub': pair.hub, 'the target': pair.target },
    },
  };
}

/** Production alone, with these clusters, which are one API server. */
function declare(fleet: Document, clusters: readonly string[], repoURL: string, server: string): void {
  for (const environment of ['dev', 'staging']) fleet.deleteIn(['spec', 'environments', environment]);
  fleet.setIn(
    ['spec', 'environments', 'prod', 'clusters'],
    Object.fromEntries(clusters.map((name) => [name, { server }])),
  );
  const syncPolicy = { automated: { prune: true, selfHeal: true } };
  fleet.setIn(['spec', 'delivery'], { argocd: { repoURL, syncPolicy } });
}

/** The generated one; since all clusters are one API server, each gets a prefix before the names of its objects. */
function applicationSet(text: string): string {
  const document = parseDocument(text);
  document.setIn(['spec', 'template', 'spec', 'source', 'kustomize', 'namePrefix'], '{{ .cluster }}-');
  return document.toString();
}

const REFRESH = 'argocd.argoproj.io/refresh';

/** Has Argo CD look at all Applications now, as a webhook does. */
async function refresh({ pair }: Stage): Promise<void> {
  await pair.hub.kubectl(
    ...['annotate', '--overwrite', '-n', NAMESPACE, 'applications.argoproj.io', '--all', `${REFRESH}=normal`],
  );
}

function synced(stage: Stage, revision: string): Promise<void> {
  return until(stage, `commit ${revision}`, (one) => isSynced(one, revision));
}

/** Each cluster has four objects, and of the pool that was changed the new limit. */
async function complete({ pair, clusters }: Stage): Promise<void> {
  const objects = await pair.target.get('nodepool,ec2nodeclass');
  assert.is(objects.length, 4 * clusters.length);
  const limits = objects.map(({ spec }) => (spec?.limits as { cpu?: unknown } | undefined)?.cpu);
  assert.is(limits.filter((cpu) => cpu === '640').length, clusters.length);
}

/** Waits until something is true of the Application of each cluster. */
async function until(stage: Stage, what: string, isSo: (application: KubeObject) => boolean): Promise<void> {
  await untilAll(what, async () => {
    const all = await stage.pair.hub.get('applications.argoproj.io', NAMESPACE);
    const done = new Set(all.filter(isSo).map(({ metadata }) => metadata.name));
    return stage.clusters.map((cluster) => `${FLEET}-${cluster}`).filter((name) => !done.has(name));
  });
}
