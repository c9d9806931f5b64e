import type { RevisionState } from '../check/update/revision.ts';
import type { Location } from '../diagnostics/diagnostic.ts';
import type { Pool } from '../instances/objects/pool.ts';
import { assumedRegion } from '../instances/region.ts';
import { deliveryOf } from '../load/delivery-of.ts';
import { both } from './both.ts';
import type { Sides } from './causes/cause.ts';
import type { Cause, PoolChange } from './change.ts';
import type { ClusterSide } from './cluster-side.ts';
import { type Deliverer, deliverersOf } from './deliverers.ts';
import { addedPool, changedPool } from './pool-change.ts';
import { removedPool, undeliveredPool } from './removal.ts';
import { renamedPools } from './renames.ts';

/** A fleet before and after. */
export interface Revisions {
  before: RevisionState;
  after: RevisionState;
}

/** The changes of a cluster, pool by pool. */
export function clusterChanges(
  cluster: string,
  { before, after }: Revisions,
  sides: {
    before: ClusterSide | undefined;
    after: ClusterSide | undefined;
    asksKubernetes?: boolean | undefined;
  },
): PoolChange[] {
  const known: Sides = { ...sides, before: sides.before ?? EMPTY_SIDE, after: sides.after ?? EMPTY_SIDE };
  const [old, now] = both(before, after, (revision) => deliverersIn(revision, cluster));
  const gone = old.filter(
    ({ name, owner, folder }) =>
      !now.some((one) => one.name === name && one.owner === owner && one.folder === folder),
  );
  if (gone.length > 0 || !sides.after) {
    const causeOf = (deliverer: Deliverer | undefined) =>
      departure(cluster, deliverer, now, { before, after });
    const departures = gone.map((deliverer) => ({ deliverer, cause: causeOf(deliverer) }));
    return [...known.before.pools.keys()].map((pool) =>
      undeliveredPool(pool, known, departures, causeOf(undefined)),
    );
  }
  const changed: PoolChange[] = [];
  const [removed, added]: [Pool[], Pool[]] = [[], []];
  for (const [name, pool] of known.before.pools) {
    if (!known.after.pools.has(name)) removed.push(pool);
    const change = changedPool(name, known);
    if (change) changed.push(change);
  }
  for (const [name, pool] of known.after.pools) if (!known.before.pools.has(name)) added.push(pool);
  const renamed = renamedPools(removed, added);
  const origins = new Map([...renamed].map(([from, to]) => [to, from]));
  return [
    ...changed,
    ...removed.map(({ name }) => {
      const to = renamed.get(name);
      return { ...removedPool(name, known, old), ...(to === undefined ? {} : { renamed: { to } }) };
    }),
    ...added.map(({ name }) => {
      const from = origins.get(name);
      return { ...addedPool(name, known), ...(from === undefined ? {} : { renamed: { from } }) };
    }),
  ];
}

function deliverersIn({ fleet, environments }: RevisionState, cluster: string): Deliverer[] {
  const environment = environments.get(cluster);
  return environment === undefined ? [] : deliverersOf(fleet, environment);
}

/** What changed so that something, or all, no longer delivers to a cluster. */
function departure(
  cluster: string,
  gone: Deliverer | undefined,
  now: readonly Deliverer[],
  { before, after }: Revisions,
): Omit<Cause, 'effect' | 'note'> {
  const [from = '', to] = [before.environments.get(cluster), after.environments.get(cluster)];
  const heir = now.find(({ name }) => kindOf(name) === kindOf(gone?.name ?? ''));
  const declared = ({ fleet }: RevisionState, environment: string): Location =>
    fleet.sources.locate(['environments', environment, 'clusters', cluster], 'key');
  const place =
    to === undefined
      ? { was: declared(before, from) }
      : { at: from === to ? after.fleet.sources.locate([], 'key') : declared(after, to) };
  if (!gone) return { object: `cluster ${cluster}`, field: '', ...place };
  if (!heir && to !== undefined)
    return {
      object: gone.name,
      field: 'delivery',
      before: Object.keys(deliveryOf(before.fleet.spec, from)),
      after: Object.keys(deliveryOf(after.fleet.spec, to)),
      at: deliveryPlace(after, to),
    };
  const whole = { object: gone.name, field: '', before: gone.name };
  if (!heir) return { ...whole, ...place };
  if (heir.name !== gone.name) return { ...whole, after: heir.name, ...place };
  const field = heir.owner === gone.owner ? 'folder' : 'owner';
  const at = field === 'folder' ? { at: outputPlace(after) } : place;
  return { object: gone.name, field, before: gone[field], after: heir[field], ...at };
}

/** Where a fleet says what delivers to an environment; the fleet itself where it no longer says so. */
function deliveryPlace({ fleet: { spec, sources } }: RevisionState, environment: string): Location {
  if (spec.environments[environment]?.delivery)
    return sources.locate(['environments', environment, 'delivery'], 'key');
  return sources.locate(spec.delivery ? ['delivery'] : [], 'key');
}

/** Where a fleet says in which folders its tree lies; the fleet itself where it no longer says so. */
function outputPlace({ fleet: { spec, sources } }: RevisionState): Location {
  return sources.locate(spec.output ? ['output'] : [], 'key');
}

function kindOf(name: string): string {
  return name.slice(0, name.indexOf('/'));
}

/** A cluster that a revision does not have. */
const EMPTY_SIDE: ClusterSide = {
  karpenter: '',
  kubernetes: undefined,
  objects: new Map(),
  pools: new Map(),
  nodeClasses: new Map(),
  region: { name: assumedRegion, from: 'assumed' },
  declared: () => undefined,
  locate: () => ({ file: '', line: 1, column: 1 }),
};
