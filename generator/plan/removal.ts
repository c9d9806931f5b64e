import { objectCause, type Sides } from './causes/cause.ts';
import type { Cause, PoolChange } from './change.ts';
import type { Deliverer, Fate } from './deliverers.ts';
import { poolChange } from './pool-change.ts';

const DRAINED =
  'its nodes are drained at once, whatever the budgets say, and no replacement is launched first';

/** Without delivery in fleet.yaml, it is unknown whether what applies the overlays also prunes. */
const BY_HAND: Fate = {
  isDeleted: true,
  note: 'once it is pruned or deleted by hand, since the fleet declares no delivery',
};

/** A cluster that leaves the fleet keeps the objects that nothing deletes. */
const UNDELIVERED: Fate = { isDeleted: false, note: 'the fleet declares no delivery, so nothing deletes it' };

/** A pool that leaves the repository while what delivered it stays. */
export function removedPool(pool: string, sides: Sides, deliverers: readonly Deliverer[]): PoolChange {
  const name = `NodePool/${pool}`;
  const object = sides.before.objects.get(name) ?? {};
  const fates = deliverers.map((deliverer) => deliverer.fateOf(object, 'pruned'));
  const fate = deliverers.length === 0 ? BY_HAND : together(fates);
  return poolChange(pool, [objectCause(sides, name, verdictOf(fate))]);
}

/** A deliverer that is gone, and what changed so that it is. */
export interface Departure {
  deliverer: Deliverer;
  cause: Omit<Cause, 'effect' | 'note'>;
}

/**
 * A pool of a cluster that something no longer delivers to: what did is deleted, and its objects with it, even where something else
 * brings them again.
 * @param otherwise names the cluster, where nothing delivers to it
 */
export function undeliveredPool(
  pool: string,
  { before }: Sides,
  departures: readonly Departure[],
  otherwise: Omit<Cause, 'effect' | 'note'>,
): PoolChange {
  const object = before.objects.get(`NodePool/${pool}`) ?? {};
  const fates = departures.map(({ deliverer }) => deliverer.fateOf(object, 'undelivered'));
  const fate = together(fates);
  const cause = departures[fates.indexOf(fate)]?.cause ?? otherwise;
  return poolChange(pool, [{ ...cause, ...verdictOf(fate) }]);
}

/** It is deleted as soon as one of them deletes it. */
function together(fates: readonly Fate[]): Fate {
  const deleting = fates.filter(({ isDeleted }) => isDeleted);
  return deleting.find(({ note }) => note === undefined) ?? deleting[0] ?? fates[0] ?? UNDELIVERED;
}

function verdictOf({ isDeleted, note, needsPerson }: Fate): Pick<Cause, 'effect' | 'note' | 'needsPerson'> {
  if (!isDeleted) return { effect: 'none', ...(note === undefined ? {} : { note }) };
  return {
    effect: 'deleted',
    note: note === undefined ? DRAINED : `${note}, ${DRAINED}`,
    ...(needsPerson ? { needsPerson } : {}),
  };
}
