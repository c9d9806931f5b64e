import type { RevisionState } from '../../check/update/revision.ts';
import { equal } from '../../load/merge.ts';
import type { PoolChange } from '../change.ts';
import type { ClusterSide } from '../cluster-side.ts';
import { type Deliverer, deliverersOf } from '../deliverers.ts';
import { argocdNotes, argocdSteps } from './argocd-order.ts';
import { AT_ONCE, createRollingOrder, rollingNotes } from './argocd-rolling.ts';
import { fluxHolds, fluxNotes, fluxSteps } from './flux-order.ts';
import type { ChangedObjects, DeliveryNote, DeliveryOrder } from './order.ts';
import type { WrittenKustomizations } from './written.ts';

export interface DeliveryInput {
  before: RevisionState;
  after: RevisionState;
  /** The Kustomizations that people wrote beside the generated ones, where they are known. */
  written?: { before: WrittenKustomizations; after: WrittenKustomizations } | undefined;
}

/** Gives the order in which each deliverer brings the change to a cluster, where it delivered before, too. */
export function createDelivery({
  before,
  after,
  written,
}: DeliveryInput): (
  cluster: string,
  sides: { before: ClusterSide | undefined; after: ClusterSide | undefined },
  isChanged: boolean,
) => DeliveryOrder[] {
  const isFlux = ({ name }: Deliverer): boolean => name.startsWith('Kustomization/');
  const notes = new Map<string, DeliveryNote[]>();
  const rollingOf = createRollingOrder(after.fleet);
  const notesOf = (deliverer: Deliverer, isChanged: boolean): DeliveryNote[] => {
    const key = `${deliverer.name} ${isChanged}`;
    const known = notes.get(key);
    if (known) return known;
    const made = isFlux(deliverer)
      ? fluxNotes(before.fleet, after.fleet, isChanged)
      : [...argocdNotes(before.fleet, after.fleet), ...rollingNotes(before.fleet, after.fleet)];
    notes.set(key, made);
    return made;
  };
  return (cluster, sides, isChanged) => {
    const [from, to] = [before.environments.get(cluster), after.environments.get(cluster)];
    if (from === undefined || to === undefined || !sides.before || !sides.after) return [];
    const [old, now] = [sides.before.objects, sides.after.objects];
    const had = deliverersOf(before.fleet, from);
    const stays = deliverersOf(after.fleet, to).filter(({ name, owner }) =>
      had.some((one) => one.name === name && one.owner === owner),
    );
    const { flux, argocd } = after.fleet.spec.delivery ?? {};
    return stays.flatMap((deliverer): DeliveryOrder[] => {
      const { name } = deliverer;
      const objects = isChanged
        ? changedObjects(old, now, had.find((one) => one.name === name) ?? deliverer)
        : { applied: [], removed: [] };
      const holds =
        isFlux(deliverer) && written && isChanged
          ? fluxHolds(after.fleet, before.fleet, cluster, written)
          : [];
      const rolling = isFlux(deliverer) ? AT_ONCE : rollingOf(to, cluster);
      const steps =
        isFlux(deliverer) && flux
          ? fluxSteps(flux, objects)
          : argocd && !rolling.notes.some(({ isProblem }) => isProblem)
            ? [
                ...rolling.waits,
                ...argocdSteps(
                  argocd,
                  objects,
                  (one) => old.get(one),
                  (one) => now.get(one),
                ),
              ]
            : [];
      const all = [...holds, ...notesOf(deliverer, isChanged), ...(isChanged ? rolling.notes : [])];
      return isChanged || all.length > 0
        ? [{ deliverer: name, steps: isChanged ? steps : [], notes: all }]
        : [];
    });
  };
}

/** What a deliverer applies and deletes by itself, or once a person confirms it in the course of the sync. */
function changedObjects(
  old: ClusterSide['objects'],
  now: ClusterSide['objects'],
  deliverer: Deliverer,
): ChangedObjects {
  const applied = [...now].filter(([name, object]) => !equal(old.get(name), object)).map(([name]) => name);
  const removed = [...old].filter(([name, object]) => {
    const fate = deliverer.fateOf(object, 'pruned');
    return !now.has(name) && fate.isDeleted && !fate.needsSync;
  });
  return { applied, removed: removed.map(([name]) => name) };
}

/** A change that never arrives, since everything that would deliver it waits forever: what should roll stalls. */
export function withDelivery(change: PoolChange, orders: readonly DeliveryOrder[]): PoolChange {
  const { effect } = change;
  const holds = orders.map(({ notes }) => notes.find(({ isProblem }) => isProblem));
  const [first] = holds;
  if (!first || holds.includes(undefined)) return change;
  return effect === 'all' || effect === 'some' || effect === 'unknown'
    ? { ...change, effect: 'stalls', rolls: effect, stall: first.text }
    : change;
}
