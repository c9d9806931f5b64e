import type { Effect, PoolChange } from '../../plan/change.ts';

/** The effect of a change; `new` and `kept` are of the pool as a whole: it comes, or leaves fleet.yaml and stays in the cluster. */
export type Verdict = Effect | 'new' | 'kept';

/** What a verdict says of one pool, and of several. */
const VERBS: Record<Verdict, [one: string, several: string]> = {
  deleted: ['is deleted', 'are deleted'],
  stalls: ['stalls', 'stall'],
  all: ['rolls all nodes', 'roll all nodes'],
  some: ['rolls some nodes', 'roll some nodes'],
  unknown: ['may roll nodes', 'may roll nodes'],
  absorbed: ['keeps nodes with old settings', 'keep nodes with old settings'],
  new: ['is new', 'are new'],
  'new-nodes': ['changes for new nodes only', 'change for new nodes only'],
  kept: ['is no longer declared but stays', 'are no longer declared but stay'],
  none: ['changes without replacing a node', 'change without replacing a node'],
};

/** What a change says of its pool. */
export function verdictOf({ pool, effect, causes, others }: PoolChange): Verdict {
  if (
    effect === 'new-nodes' &&
    causes.some(({ object, field }) => field === '' && object === `NodePool/${pool}`)
  )
    return 'new';
  return effect === 'none' && others.some(({ field, after }) => field === '' && after === undefined)
    ? 'kept'
    : effect;
}

/** A verdict on one pool or several, such as `rolls all nodes`. */
export function verdictText(verdict: Verdict, pools = 1): string {
  const [one, several] = VERBS[verdict];
  return pools === 1 ? one : several;
}
