import type { ValueObject } from '@kustomize-ts/core';
import { parseDuration } from '@poolwright/crd-validator/go';
import { type Cron, parseCron } from '../karpenter/cron.ts';
import { objectAt, objectsAt, own, stringAt, stringsAt } from '../karpenter/fields.ts';
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

const read = new WeakMap<Pool, readonly Budget[]>();

/** The budgets that a NodePool writes. */
export function budgetsOf(pool: Pool): readonly Budget[] {
  const known = read.get(pool);
  if (known !== undefined) return known;
  const budgets = readBudgets(pool);
  read.set(pool, budgets);
  return budgets;
}

function readBudgets({ spec }: Pool): Budget[] {
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
    reasons: Array.isArray(reasons) ? stringsAt(budget, 'reasons') : undefined,
    schedule,
    cron: cron === undefined || 'error' in cron ? undefined : cron,
    durationMs: 'error' in duration ? undefined : Number(duration.nanoseconds / 1_000_000n),
  };
}

/** The path of a budget's field. */
export function budgetPath({ index }: Budget, field?: string): (string | number)[] {
  return ['spec', 'disruption', 'budgets', index, ...(field === undefined ? [] : [field])];
}
