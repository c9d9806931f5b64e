import { selectableLabels } from '../../load/cluster-labels.ts';
import { applicationSetName } from '../../load/delivery-names.ts';
import { deliveryOf } from '../../load/delivery-of.ts';
import type { RollingSyncStep } from '../../load/fleet.ts';
import type { Fleet } from '../../load/index.ts';
import { stepsOf, syncedAtOnce } from '../../load/rolling-sync.ts';
import type { DeliveryNote, DeliveryStep } from './order.ts';

/** What a cluster waits for before Argo CD syncs it, and how many are synced with it. */
export interface RollingOrder {
  waits: DeliveryStep[];
  notes: DeliveryNote[];
  /** Why the sync may come later than the commit, a clause for each reason. */
  delays: readonly string[];
}

/** The order of a cluster where the fleet has no steps. */
export const AT_ONCE: RollingOrder = { waits: [], notes: [], delays: [] };

/**
 * Gives the place of a cluster in the steps of `rollingSync`, which its ApplicationSet has for the clusters of one environment: a step is
 * synced once all Applications of those before it are healthy. A cluster of two steps is synced only with the
 * later one, which waits until it is healthy in the earlier one: neither it nor any cluster of a later step is
 * ever synced (Argo CD v3.2, `buildAppSyncMap`).
 */
export function createRollingOrder(fleet: Fleet): (environment: string, cluster: string) => RollingOrder {
  const { rollingSync } = fleet.spec.delivery?.argocd ?? {};
  if (!rollingSync) return () => AT_ONCE;
  const known = new Map<string, ReadonlyMap<string, RollingOrder>>();
  const ordersIn = (environment: string): ReadonlyMap<string, RollingOrder> => {
    const found = known.get(environment) ?? ordersOf(fleet, rollingSync.steps.length, environment);
    known.set(environment, found);
    return found;
  };
  const unselected = unsynced(fleet, 'it is not in any step of rollingSync');
  return (environment, cluster) =>
    deliveryOf(fleet.spec, environment).argocd ? (ordersIn(environment).get(cluster) ?? unselected) : AT_ONCE;
}

/** Gives why a change may reach a cluster later than its commit: nothing where Flux, which knows no steps, delivers as well. */
export function createSyncDelays(fleet: Fleet): (environment: string, cluster: string) => readonly string[] {
  const rollingOf = createRollingOrder(fleet);
  return (environment, cluster) =>
    deliveryOf(fleet.spec, environment).flux ? AT_ONCE.delays : rollingOf(environment, cluster).delays;
}

function ordersOf(fleet: Fleet, count: number, environment: string): Map<string, RollingOrder> {
  const { rollingSync = { steps: [] } } = fleet.spec.delivery?.argocd ?? {};
  const members: string[][] = rollingSync.steps.map(() => []);
  const orders = new Map<string, RollingOrder>();
  /** The first step that never ends, and why. */
  let stuck: { step: number; why: string } | undefined;
  for (const [name, cluster] of Object.entries(fleet.spec.environments[environment]?.clusters ?? {})) {
    const [step, later] = stepsOf(rollingSync, selectableLabels(fleet.name, environment, name, cluster));
    if (step === undefined) continue;
    members[step]?.push(name);
    if (later === undefined) continue;
    const steps = `steps ${step + 1} and ${later + 1}`;
    const why = `${steps} of rollingSync both select it, so step ${later + 1} waits for itself`;
    orders.set(name, unsynced(fleet, why, later));
    if (!stuck || step < stuck.step)
      stuck = { step, why: `waits for ${name}, which Argo CD never syncs: ${steps} both select it` };
  }
  let before: number | undefined;
  for (const [i, clusters] of members.entries()) {
    if (clusters.length === 0) continue;
    if (stuck && i > stuck.step) {
      const order = unsynced(fleet, `step ${i + 1} of rollingSync ${stuck.why}`, i);
      for (const cluster of clusters) if (!orders.has(cluster)) orders.set(cluster, order);
      continue;
    }
    const step = rollingSync.steps[i] ?? {};
    const note: DeliveryNote = {
      isProblem: false,
      text: `step ${i + 1} of ${count} of rollingSync: ${amountText(step, clusters.length)}`,
      at: fleet.sources.locate(['delivery', 'argocd', 'rollingSync', 'steps', i]),
    };
    const order: RollingOrder = {
      waits:
        before === undefined
          ? []
          : [
              {
                action: 'wait',
                objects: [`ApplicationSet/${applicationSetName(fleet.name, environment)} step ${before}`],
              },
            ],
      notes: [note],
      delays: [
        ...(before === undefined ? [] : [`step ${i + 1} waits for step ${before}`]),
        ...(syncedAtOnce(step, clusters.length) < clusters.length
          ? [`step ${i + 1}: ${amountText(step, clusters.length)}`]
          : []),
      ],
    };
    for (const cluster of clusters) if (!orders.has(cluster)) orders.set(cluster, order);
    before = i + 1;
  }
  return orders;
}

/** The order of a cluster that no change reaches, and the step that it is about, or all of them. */
function unsynced(fleet: Fleet, why: string, step?: number): RollingOrder {
  const steps = ['delivery', 'argocd', 'rollingSync', 'steps'];
  const at = fleet.sources.locate(step === undefined ? steps : [...steps, step]);
  return {
    ...AT_ONCE,
    notes: [{ isProblem: true, text: `Argo CD does not sync this cluster: ${why}`, at }],
  };
}

function amountText(step: RollingSyncStep, clusters: number): string {
  const most = syncedAtOnce(step, clusters);
  if (most === 0) return `a person syncs it, since maxUpdate is ${step.maxUpdate}`;
  if (most === clusters) return clusters === 1 ? 'its one cluster' : `its ${clusters} clusters at once`;
  return `at most ${most} of its ${clusters} clusters at once`;
}

/** What changes in the steps. */
export function rollingNotes(before: Fleet, after: Fleet): DeliveryNote[] {
  const [old, now] = [before, after].map(({ spec }) => spec.delivery?.argocd?.rollingSync !== undefined);
  if (old === now) return [];
  const text = now
    ? 'Argo CD syncs clusters in the steps of rollingSync from now on, and no Application by itself: without --enable-progressive-syncs on the ApplicationSet controller all are synced at once'
    : 'Argo CD syncs all clusters at once from now on, no longer in the steps of rollingSync';
  const at = after.sources.locate(['delivery', 'argocd', ...(now ? ['rollingSync'] : [])], 'key');
  return [{ isProblem: false, text, at }];
}
