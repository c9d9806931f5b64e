import type { Budget } from '../../check/karpenter/disruption/budget.ts';
import { type Run, runRoll, type Wave } from './run.ts';

/** How long an EC2 node usually takes from the NodeClaim to Initialized, in milliseconds. */
export const REPLACE_MS = 120_000;

/** How long a pass with a launch takes: the next one waits until the replacement's instance is launched (state.Cluster.Synced). */
export const PASS_MS = 2_000;

export interface RollInput {
  /** The budgets that apply (`appliedBudgets`). */
  budgets: readonly Budget[];
  /** The initialized nodes of the pool that are not terminating. */
  nodes: number;
  /** How many of them drifted; default all. */
  drifted?: number;
  /** How many of them are already deleting or not ready, which uses up budgets; default 0. */
  unavailable?: number;
  /** When the change reaches the cluster; milliseconds since 1970. */
  at: number;
  /** From the start of a replacement until it is Initialized; default `REPLACE_MS`. */
  replaceMs?: number;
  /** From one command to the next; default `PASS_MS`. */
  passMs?: number;
  /** How long a node drains; `longestMs` is undefined where nothing ends a drain (no terminationGracePeriod). */
  drain: { shortestMs: number; longestMs: number | undefined };
  /**
   * How many nodes more `limits` allow beside those that run, negative where usage is over a limit; undefined without limits. A dynamic pool
   * at its limit rolls as one without: nodes that are marked for deletion do not count as usage (pkg/controllers/state, updateNodePoolResources).
   */
  headroom?: number | undefined;
  /** The pool has `replicas`. */
  isStatic?: boolean;
}

/** Why some nodes are never replaced. */
export interface Stall {
  /**
   * `budget`: no budget allows a node within the time that was searched; `unavailable`: nodes that are not ready use up all that budgets
   * allow; `limit`: usage is over a limit, so that no replacement is created; `no-headroom`: a static pool has as many nodes as
   * `limits.nodes` allows.
   */
  reason: 'budget' | 'unavailable' | 'limit' | 'no-headroom';
  /** How many drifted nodes stay. */
  left: number;
}

/** What a roll does, in milliseconds since 1970. */
export interface Roll {
  /** Stretches without a pause, with the shortest drains. */
  waves: readonly Wave[];
  /** When the last old node has gone with the shortest drains; undefined where the roll stalls. */
  shortestEnd: number | undefined;
  /** The same with the longest drains; undefined where drains have no end, too. */
  longestEnd: number | undefined;
  /** The most nodes that are replaced or drained at once, with the shortest drains. */
  mostAtOnce: number;
  /** The same with the longest drains: replacements that are ready count as nodes, so a percentage grows while old nodes still drain. */
  mostAtOnceSlow: number;
  stalls: Stall | undefined;
}

/**
 * What happens to the drifted nodes of a pool, as core v1.15.0 replaces them (pkg/controllers/disruption): one command a pass as long as
 * budgets allow one more, a pass every ten seconds where nothing was done; a replacement is Initialized before the old node drains, and
 * counts as a node from then on.
 */
export function simulateRoll(input: RollInput): Roll {
  const drifted = Math.min(input.drifted ?? input.nodes, input.nodes);
  const refusal = drifted > 0 ? refusalOf(input) : undefined;
  if (refusal !== undefined) {
    return {
      waves: [],
      shortestEnd: undefined,
      longestEnd: undefined,
      mostAtOnce: 0,
      mostAtOnceSlow: 0,
      stalls: { reason: refusal, left: drifted },
    };
  }
  const { shortestMs, longestMs = Number.POSITIVE_INFINITY } = input.drain;
  const run = (drainMs: number): Run =>
    runRoll({
      ...input,
      drifted,
      drainMs,
      unavailable: input.unavailable ?? 0,
      replaceMs: input.replaceMs ?? REPLACE_MS,
      passMs: input.passMs ?? PASS_MS,
    });
  const quick = run(shortestMs);
  const slow = run(Math.max(shortestMs, longestMs));
  return {
    waves: quick.waves,
    shortestEnd: endOf(quick, input.at),
    longestEnd: endOf(slow, input.at),
    mostAtOnce: quick.mostAtOnce,
    mostAtOnceSlow: slow.mostAtOnce,
    stalls: quick.left === 0 ? undefined : { reason: reasonOf(input, quick), left: quick.left },
  };
}

/** Why not even the first replacement is created: pkg/controllers/provisioning, Create, and pkg/controllers/state, ReserveNodeCount. */
function refusalOf({
  headroom = Number.POSITIVE_INFINITY,
  isStatic = false,
}: RollInput): Stall['reason'] | undefined {
  if (isStatic && headroom <= 0) return 'no-headroom';
  return headroom < 0 ? 'limit' : undefined;
}

function reasonOf({ unavailable = 0 }: RollInput, { mostAllowed }: Run): Stall['reason'] {
  return mostAllowed > 0 && unavailable > 0 ? 'unavailable' : 'budget';
}

function endOf({ left, waves }: Run, at: number): number | undefined {
  const end = waves.at(-1)?.end ?? at;
  return left === 0 && end < Number.POSITIVE_INFINITY ? end : undefined;
}
