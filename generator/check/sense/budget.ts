import type { ValueObject } from '@kustomize-ts/core';
import { type Cron, hitsAfter, parseCron } from '../karpenter/cron.ts';
import { listAt, objectAt, objectsAt, own, stringAt } from '../karpenter/fields.ts';
import { parseDuration } from '../karpenter/go-duration.ts';
import type { Pool } from './pool.ts';

/** A disruption budget of a NodePool. */
export interface Budget {
  index: number;
  /** How many nodes may be disrupted at once, as written: `10%`, `1`. */
  nodes: string;
  /** The reasons it is about; undefined means all. */
  reasons: readonly string[] | undefined;
  schedule: string | undefined;
  /** The schedule if it can be read. */
  cron: Cron | undefined;
  durationMs: number | undefined;
}

/** The budgets that a NodePool writes. */
export function budgetsOf({ spec }: Pool): Budget[] {
  return objectsAt(objectAt(spec, 'disruption'), 'budgets').map(([index, budget]) =>
    readBudget(index, budget),
  );
}

function readBudget(index: number, budget: ValueObject): Budget {
  const schedule = stringAt(budget, 'schedule');
  const cron = schedule === undefined ? undefined : parseCron(schedule);
  const duration = parseDuration(stringAt(budget, 'duration') ?? '');
  const reasons = own(budget, 'reasons');
  return {
    index,
    nodes: stringAt(budget, 'nodes') ?? '10%',
    reasons: Array.isArray(reasons) ? listAt(budget, 'reasons').map(String) : undefined,
    schedule,
    cron: cron === undefined || 'error' in cron ? undefined : cron,
    durationMs: 'error' in duration ? undefined : Number(duration.nanoseconds / 1_000_000n),
  };
}

// A fixed time, so that the same input always gives the same answer: a Thursday, the first day of a leap year's cycle.
const origin = Date.UTC(2026, 0, 1);
const looked = 400;

/** The schedule's hits of about a year, fewer if it hits often. */
export function sampleHits(cron: Cron): number[] {
  return hitsAfter(cron, origin, looked);
}

/** The path of a budget's field. */
export function budgetPath({ index }: Budget, field?: string): (string | number)[] {
  return ['spec', 'disruption', 'budgets', index, ...(field === undefined ? [] : [field])];
}
