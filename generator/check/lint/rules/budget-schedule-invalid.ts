import type { WrittenBudget } from '../../karpenter/disruption/budget.ts';
import { budgetPath, budgetsOf } from '../budget.ts';
import { defineRule, type Fault } from '../rule.ts';

/** core v1.15.0, pkg/apis/v1/nodepool.go, MustGetAllowedDisruptions. */
export const rule = defineRule({
  code: 'budget-schedule-invalid',
  severity: 'error',
  impact: 'disruption',
  repeats: 'InvalidSchedule',
  what: 'The `schedule` of a budget passes the CRD’s pattern, and Karpenter cannot parse it: it takes a cron expression of five fields, or `@daily` and the like.',
  why: 'Karpenter then allows no voluntary disruption of the pool for any reason: no consolidation, no drift. Only a line in the controller’s log says so.',
  help: 'Write minute, hour, day of month, month and weekday. Times are in UTC; `TZ=` is not supported. Sunday is 0, not 7.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.disruption\nbudgets:\n  - { nodes: "0", schedule: "0 9 * * 7", duration: 8h }\n  - { nodes: 10% }',
  good: '# fleet.yaml: spec.pools.general.nodePool.disruption\nbudgets:\n  - { nodes: "0", schedule: "0 9 * * 0", duration: 8h }\n  - { nodes: 10% }',
  find: ({ pools }) =>
    pools.flatMap((pool) => budgetsOf(pool).flatMap((budget) => faultsOf(pool.title, budget))),
});

function faultsOf(object: string, budget: WrittenBudget): Fault[] {
  const { cron } = budget;
  if (cron === undefined || !('error' in cron)) return [];
  return [
    {
      object,
      path: budgetPath(budget, 'schedule'),
      message: `Karpenter cannot read this schedule and so blocks all disruption of the pool: ${cron.error}`,
      help: helpOf(budget.schedule ?? '', cron.error),
    },
  ];
}

function helpOf(schedule: string, error: string): string {
  if (/^\s*(CRON_)?TZ=/.test(schedule)) return 'Leave the time zone out and write the times in UTC';
  if (/found 6/.test(error)) return 'Leave the seconds out: minute, hour, day of month, month, weekday';
  if (/above maximum \(6\)/.test(error)) return 'Write 0 or sun for Sunday';
  return 'Write five fields: minute, hour, day of month, month, weekday, in UTC';
}
