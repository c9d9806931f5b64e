import { type WrittenBudget, writtenBudgets } from '../karpenter/disruption/budget.ts';
import { objectAt } from '../karpenter/fields.ts';
import type { Pool } from './pool.ts';

const read = new WeakMap<Pool, readonly WrittenBudget[]>();

/** The budgets that a NodePool writes; the CRD's default is not among them. */
export function budgetsOf(pool: Pool): readonly WrittenBudget[] {
  const known = read.get(pool) ?? writtenBudgets(objectAt(pool.spec, 'disruption'));
  read.set(pool, known);
  return known;
}

/** The path of a budget's field. */
export function budgetPath({ index }: WrittenBudget, field?: string): (string | number)[] {
  return ['spec', 'disruption', 'budgets', index, ...(field === undefined ? [] : [field])];
}
