import type { ValueObject } from '@kustomize-ts/core';
import { durationMs } from '../../../instances/objects/duration.ts';
import { objectAt, objectsAt, own, stringAt, stringsAt } from '../../../instances/objects/fields.ts';
import { type Cron, parseCron } from '../cron.ts';

/**
 * The reasons to which budgets apply in every version. They apply to repair from 1.15 on, if its feature gate
 * is on, and never to expiry, interruption and deletion (core v1.15.0, pkg/apis/v1/nodepool.go,
 * pkg/controllers/disruption/repair.go).
 */
export const DISRUPTION_REASONS = ['Empty', 'Drifted', 'Underutilized'] as const;

export type DisruptionReason = (typeof DISRUPTION_REASONS)[number];

/** What a budget allows at once: a number of nodes, or a percentage of the pool's nodes. */
export type NodeLimit = { count: number } | { percent: number };

/** A disruption budget of a NodePool. */
export interface Budget {
  /** As written: `10%`, `1`. */
  nodes: string;
  /** Undefined where `nodes` is neither a number nor a percentage: such a budget blocks every reason while it is in force. */
  limit: NodeLimit | undefined;
  /** The reasons that it limits; undefined means all, an empty list none. */
  reasons: readonly string[] | undefined;
  schedule: string | undefined;
  /** The schedule, or the parser's error. */
  cron: Cron | { error: string } | undefined;
  durationMs: number | undefined;
}

/** A budget that the NodePool itself has. */
export interface WrittenBudget extends Budget {
  /** Its place in `spec.disruption.budgets`. */
  index: number;
}

/** The CRD's default of `budgets`. */
const DEFAULT_BUDGET: Budget = {
  nodes: '10%',
  limit: { percent: 10 },
  reasons: undefined,
  schedule: undefined,
  cron: undefined,
  durationMs: undefined,
};

/** The budgets that Karpenter applies to a NodePool of this spec: those written, or the CRD's default where none are. */
export function appliedBudgets(spec: ValueObject): readonly Budget[] {
  const disruption = objectAt(spec, 'disruption');
  return Array.isArray(own(disruption, 'budgets')) ? writtenBudgets(disruption) : [DEFAULT_BUDGET];
}

/** The budgets in a `spec.disruption`, in order. */
export function writtenBudgets(disruption: ValueObject): WrittenBudget[] {
  return objectsAt(disruption, 'budgets').map(([index, budget]) => readBudget(index, budget));
}

function readBudget(index: number, budget: ValueObject): WrittenBudget {
  const schedule = stringAt(budget, 'schedule');
  const nodes = nodesOf(budget);
  return {
    index,
    nodes,
    limit: limitOf(nodes),
    reasons: Array.isArray(own(budget, 'reasons')) ? stringsAt(budget, 'reasons') : undefined,
    schedule,
    cron: schedule === undefined ? undefined : parseCron(schedule),
    durationMs: durationMs(stringAt(budget, 'duration')),
  };
}

function nodesOf(budget: ValueObject): string {
  const nodes = own(budget, 'nodes');
  return typeof nodes === 'number' ? String(nodes) : (stringAt(budget, 'nodes') ?? '10%');
}

function limitOf(nodes: string): NodeLimit | undefined {
  if (/^\d+%$/.test(nodes)) return { percent: Number.parseInt(nodes, 10) };
  return /^\d+$/.test(nodes) ? countOf(nodes) : undefined;
}

/** A number of nodes, cut to 32 bits as Karpenter does, where a negative one blocks; none beyond 64 bits (GetIntStrFromValue). */
function countOf(digits: string): NodeLimit | undefined {
  const number = BigInt(digits);
  if (number >= 2n ** 63n) return undefined;
  return { count: Math.max(0, Number(BigInt.asIntN(32, number))) };
}

/** Whether Karpenter reads another number of nodes than is written. */
export function isCutOff({ nodes, limit }: Budget): boolean {
  return limit !== undefined && 'count' in limit && BigInt(nodes) !== BigInt(limit.count);
}

/** The schedule of a budget, where it has one that can be read. */
export function scheduleOf({ cron }: Budget): Cron | undefined {
  return cron === undefined || 'error' in cron ? undefined : cron;
}

/** Whether a budget limits a reason; an empty list of reasons limits none. */
export function limitsReason({ reasons }: Budget, reason: DisruptionReason): boolean {
  return reasons === undefined || reasons.includes(reason);
}

/** The nodes that a limit allows at once in a pool of `nodes` nodes: percentages round up, so 10% of 2 is 1. */
export function allowedBy(limit: NodeLimit, nodes: number): number {
  return 'count' in limit ? limit.count : Math.ceil((limit.percent * nodes) / 100);
}
