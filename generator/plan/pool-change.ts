import { objectCause, type Sides } from './causes/cause.ts';
import { nodeClassCauses } from './causes/node-class.ts';
import { nodePoolCauses } from './causes/node-pool.ts';
import { byEffect, type Cause, type PoolChange, worst } from './change.ts';
import { stallOf } from './stall.ts';

/**
 * What happens to a pool that a cluster has before and after; undefined if nothing changes.
 * @param at the time from which on budgets count, milliseconds since 1970
 */
export function changedPool(pool: string, sides: Sides, at: number): PoolChange | undefined {
  const [before, after] = [sides.before.pools.get(pool), sides.after.pools.get(pool)];
  if (!before || !after) return undefined;
  const [oldClass, newClass] = [before.nodeClass, after.nodeClass];
  // Another class than before is a change of the pool's reference.
  const ofClass =
    oldClass && newClass && oldClass.name === newClass.name ? nodeClassCauses(oldClass, newClass, sides) : [];
  const causes = [...nodePoolCauses(before, after, sides), ...ofClass];
  if (causes.length === 0) return undefined;
  const rolls = worst(causes.map(({ effect }) => effect));
  const change = poolChange(pool, causes);
  if (rolls !== 'all' && rolls !== 'some' && rolls !== 'unknown') return change;
  const stall = stallOf(after, at);
  return stall === undefined ? change : { ...change, effect: 'stalls', rolls, stall };
}

/** A pool that is new to a cluster. */
export function addedPool(pool: string, sides: Sides): PoolChange {
  return poolChange(pool, [objectCause(sides, `NodePool/${pool}`, { effect: 'new-nodes' })]);
}

/** A pool's change with its causes in order. */
export function poolChange(pool: string, causes: readonly Cause[]): PoolChange {
  const effect = worst(causes.map((cause) => cause.effect));
  const sorted = causes.toSorted(byEffect);
  return {
    pool,
    effect,
    causes: sorted.filter((cause) => cause.effect !== 'none'),
    others: sorted.filter((cause) => cause.effect === 'none'),
  };
}
