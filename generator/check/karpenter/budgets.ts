import type { ValueObject } from '@kustomize-ts/core';
import { objectsAt, stringAt } from '../../instances/objects/fields.ts';
import { parseCron } from './cron.ts';
import { isCutOff, type WrittenBudget, writtenBudgets } from './disruption/budget.ts';
import { type RuntimeFinding, toFindings } from './finding.ts';

/** Budgets that Karpenter cannot read, or reads otherwise than they are written. */
export function budgetFindings(disruption: ValueObject): RuntimeFinding[] {
  return [...scheduleFindings(disruption), ...writtenBudgets(disruption).flatMap(nodesFindings)];
}

/** Budgets whose schedule robfig/cron cannot read: core, pkg/apis/v1/nodepool.go, MustGetAllowedDisruptions. */
function scheduleFindings(disruption: ValueObject): RuntimeFinding[] {
  return objectsAt(disruption, 'budgets').flatMap(([index, budget]) => {
    const schedule = stringAt(budget, 'schedule');
    const parsed = schedule === undefined ? undefined : parseCron(schedule);
    if (parsed === undefined || !('error' in parsed)) return [];
    const field = `spec.disruption.budgets[${index}].schedule`;
    const message = `${field}: invalid cron, budget blocks all disruption: ${parsed.error}`;
    const help =
      'Write five fields, in UTC, such as "0 9 * * mon-fri": minute, hour, day of month, month, day of week';
    const path = ['spec', 'disruption', 'budgets', index, 'schedule'];
    return toFindings('InvalidSchedule', [{ message, help, path }], 'warning');
  });
}

/** Numbers of nodes that do not fit 32 bits: apimachinery, pkg/util/intstr/intstr.go; the CRD's pattern takes any. */
function nodesFindings(budget: WrittenBudget): RuntimeFinding[] {
  const { index, nodes, limit } = budget;
  if (!/^\d+$/.test(nodes) || (limit !== undefined && !isCutOff(budget))) return [];
  const field = `spec.disruption.budgets[${index}].nodes`;
  const message =
    limit && 'count' in limit
      ? `${field}: ${nodes} does not fit 32 bits, so Karpenter reads it as ${limit.count === 0 ? '0 or less: the budget blocks disruption' : limit.count}`
      : `${field}: Karpenter cannot read ${nodes}, so the budget blocks all disruption while it is active`;
  const help = 'Write a number up to 2147483647, or a percentage';
  return toFindings(
    'InvalidNodes',
    [{ message, help, path: ['spec', 'disruption', 'budgets', index, 'nodes'] }],
    'warning',
  );
}
