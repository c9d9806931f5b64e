import { objectCause, type Sides } from './causes/cause.ts';
import { nodeClassCauses } from './causes/node-class.ts';
import { nodePoolCauses } from './causes/node-pool.ts';
import { byEffect, type Cause, type PoolChange, worst } from './change.ts';

/** What happens to a pool that a cluster has before and after, if its budgets allow it; undefined if nothing changes. */
export function changedPool(pool: string, sides: Sides): PoolChange | undefined {
  const [before, after] = [sides.before.pools.get(pool), sides.after.pools.get(pool)];
  if (!before || !after) return undefined;
  const [oldClass, newClass] = [before.nodeClass, after.nodeClass];
  // Another class than before is a change of the pool's reference.
  const ofClass =
    oldClass && newClass && oldClass.name === newClass.name ? nodeClassCauses(oldClass, newClass, sides) : [];
  const causes = [...nodePoolCauses(before, after, sides), ...ofClass];
  return causes.length === 0 ? undefined : poolChange(pool, causes);
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
