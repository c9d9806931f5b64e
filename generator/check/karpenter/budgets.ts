import type { ValueObject } from '@kustomize-ts/core';
import { parseCron } from './cron.ts';
import { objectsAt, stringAt } from './fields.ts';
import { type RuntimeFinding, toFindings } from './finding.ts';

/** Budgets whose schedule robfig/cron cannot read: core, pkg/apis/v1/nodepool.go, MustGetAllowedDisruptions. */
export function budgetFindings(disruption: ValueObject): RuntimeFinding[] {
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
