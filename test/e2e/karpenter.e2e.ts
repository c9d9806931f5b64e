import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { type PoolCase, poolCases } from './karpenter/cases.ts';
import { ClaimWatch, type Happened } from './karpenter/claims.ts';
import { type PlannedFleet, type PlannedPool, planFleet } from './karpenter/fleet.ts';
import { podsOf } from './karpenter/pods.ts';
import type { Cases } from './support/cases.ts';
import type { Cluster } from './support/cluster.ts';
import { startKarpenter } from './support/karpenter.ts';
import { waitFor } from './support/wait.ts';
import type { World } from './support/world.ts';

/** A node that was nominated for a pod is not replaced for ten seconds. */
const NOMINATED = 11_000;
/** How long to look at pools to which nothing should happen: longer than a pass of the disruption controller. */
const QUIET = 20_000;

/** Changes pools with running nodes of a real Karpenter, and compares what happens with what the plan said. */
export async function karpenter(world: World, { check }: Cases): Promise<void> {
  const cases = poolCases(Date.now());
  const fleet = await check('poolwright plan says what all changes do', () =>
    planFleet(join(world.plane.folder, 'kwok-fleet'), cases),
  );
  if (fleet === undefined) return;
  const cluster = await startKarpenter(world);
  const watch = new ClaimWatch(cluster);
  try {
    const isReady = await check(`Karpenter starts the nodes of ${cases.length} pools`, () =>
      startNodes(cluster, watch, fleet, cases),
    );
    if (isReady) await changeAll({ world, cluster, watch, fleet, check }, cases);
  } finally {
    watch.stop();
  }
}

interface Stage {
  world: World;
  cluster: Cluster;
  watch: ClaimWatch;
  fleet: PlannedFleet;
  check: Cases['check'];
}

async function startNodes(
  cluster: Cluster,
  watch: ClaimWatch,
  { before }: PlannedFleet,
  cases: readonly PoolCase[],
): Promise<boolean> {
  const nodeClass = {
    apiVersion: 'karpenter.kwok.sh/v1alpha1',
    kind: 'KWOKNodeClass',
    metadata: { name: 'default' },
    spec: {},
  };
  await apply(cluster, [nodeClass, ...before, ...cases.flatMap(podsOf)]);
  await waitFor(
    'all nodes',
    async () => {
      watch.check();
      return cases.every(({ name, nodes }) => watch.ready(name) >= nodes);
    },
    300,
  );
  await sleep(NOMINATED);
  return true;
}

/**
 * First what should do nothing, all at once; then one roll after another, since Karpenter starts one node a pass over all pools; then what
 * stalls, whose drifted nodes stay; then what deletes.
 */
async function changeAll(stage: Stage, cases: readonly PoolCase[]): Promise<void> {
  const bySaid = (effects: readonly string[]) =>
    cases.filter(({ name }) => effects.includes(effectOf(stage.fleet.plan.get(name))));
  await together(stage, bySaid(['none', 'new-nodes', 'absorbed', 'unknown']));
  for (const one of bySaid(['all', 'some'])) await together(stage, [one]);
  await together(stage, bySaid(['stalls', 'held up']));
  await together(stage, bySaid(['deleted']));
}

/** Makes some changes at once and checks each. */
async function together(stage: Stage, cases: readonly PoolCase[]): Promise<void> {
  const { world, cluster, watch, fleet, check } = stage;
  const happened = new Map(cases.map(({ name }) => [name, watch.begin(name)]));
  for (const one of cases) await makeChange(stage, one);
  const quietUntil = Date.now() + QUIET;
  for (const one of cases) {
    const said = fleet.plan.get(one.name);
    const seen = happened.get(one.name) as Happened;
    await check(`${one.name}: ${sentence(said)}`, async () => {
      await settle(said, seen, watch, quietUntil);
      world.say(`       ${seenText(seen)}`);
      compare(one, said, seen);
    });
  }
  await waitFor('nodes to settle', async () => {
    watch.check();
    return (await cluster.get('nodeclaim')).every(({ metadata }) => metadata.deletionTimestamp === undefined);
  });
}

async function makeChange({ cluster, fleet }: Stage, { name, change }: PoolCase): Promise<void> {
  const wanted = change === 'rename' ? `${name}-now` : name;
  const after = fleet.after.filter(({ metadata }) => metadata.name === wanted);
  if (after.length > 0) await apply(cluster, after);
  if (typeof change !== 'function') await cluster.kubectl('delete', 'nodepool', name, '--wait=false');
}

/** Waits until what the plan said has happened, or long enough to see that nothing does. */
async function settle(
  said: PlannedPool | undefined,
  seen: Happened,
  watch: ClaimWatch,
  quietUntil: number,
): Promise<void> {
  const effect = effectOf(said);
  const isDone = (): boolean => {
    watch.check();
    if (effect === 'all' || effect === 'deleted') return seen.gone.size === seen.old.size;
    return effect === 'some' ? seen.gone.size > 0 && seen.gone.size === seen.drifted.size : false;
  };
  if (effect === 'all' || effect === 'some' || effect === 'deleted')
    await waitFor('the nodes to go', async () => isDone(), 180);
  else await sleep(Math.max(0, quietUntil - Date.now()));
  watch.check();
}

/** Fails where the plan said something else than what was seen. */
function compare(one: PoolCase, said: PlannedPool | undefined, seen: Happened): void {
  const names = [...seen.old.keys()].sort();
  const gone = [...seen.gone].sort();
  const drifted = [...seen.drifted].sort();
  switch (effectOf(said)) {
    case 'all': {
      // More may come: for pods that wait while nodes drain, and for a replacement of a static pool that Karpenter takes for a surplus.
      const fresh = Math.min(seen.fresh.size, names.length);
      assert.equal({ gone, drifted, fresh }, { gone: names, drifted: names, fresh: names.length });
      compareAtOnce(one, said, seen.mostAtOnce);
      return;
    }
    case 'some': {
      const text = (said?.causes ?? []).map(({ nodes }) => nodes ?? '').join(' ');
      const wanted = names.filter((name) => text.includes(seen.old.get(name) ?? ' '));
      assert.ok(wanted.length > 0, `the plan names no node of the pool: ${text}`);
      assert.equal({ gone, drifted }, { gone: wanted, drifted: wanted });
      return;
    }
    case 'stalls':
    case 'held up':
      assert.equal({ gone, drifted, fresh: seen.fresh.size }, { gone: [], drifted: names, fresh: 0 });
      return;
    case 'deleted':
      assert.equal({ gone, drifted }, { gone: names, drifted: [] });
      return;
    default:
      assert.equal({ gone, drifted, fresh: seen.fresh.size }, { gone: [], drifted: [], fresh: 0 });
  }
}

/** A percentage grows with the replacements that are ready, so how many go at once depends on how long drains take. */
function compareAtOnce({ pool, slowPods }: PoolCase, said: PlannedPool | undefined, seen: number): void {
  const { mostAtOnce = 0, mostAtOnceSlow = 0 } = said ?? {};
  const budgets = pool.disruption.budgets ?? [{ nodes: '10%' }];
  const isPercentage = budgets.some(({ nodes }) => /^(?!100%)\d+%$/.test(String(nodes)));
  if (isPercentage && !slowPods)
    assert.ok(seen >= 1 && seen <= mostAtOnceSlow, `${seen} at once, said ${mostAtOnceSlow}`);
  else assert.is(seen, mostAtOnce, `${seen} at once, said ${mostAtOnce}`);
}

/** A stall of the schedule is one, too, and so are pods that hold their nodes for good. A pool that the plan leaves out is not touched. */
function effectOf(said: PlannedPool | undefined): string {
  if (said?.stalls) return 'stalls';
  if (said?.holdups?.some(({ endedBy }) => endedBy === 'nothing')) return 'held up';
  return said?.effect ?? 'none';
}

function seenText({ old, drifted, gone, fresh, mostAtOnce }: Happened): string {
  return `of ${old.size} nodes ${drifted.size} drifted, ${gone.size} went, ${mostAtOnce} at once; ${fresh.size} came`;
}

function sentence(said: PlannedPool | undefined): string {
  const effect = effectOf(said);
  if (effect === 'all') return `all nodes, ${said?.mostAtOnce} at once`;
  if (effect === 'some') return (said?.causes ?? []).flatMap(({ nodes }) => nodes ?? []).join(', ');
  return effect;
}

async function apply(cluster: Cluster, objects: readonly object[]): Promise<void> {
  await cluster.apply(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
