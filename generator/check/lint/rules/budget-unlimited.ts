import { objectAt, own, stringAt } from '../../../instances/objects/fields.ts';
import type { Pool } from '../../../instances/objects/pool.ts';
import type { DisruptionReason, WrittenBudget } from '../../karpenter/disruption/budget.ts';
import { hoursByReason } from '../../karpenter/disruption/calendar.ts';
import { areReadable, budgetsOf, SAMPLE_START, WEEK } from '../budget.ts';
import { defineRule, type Fault } from '../rule.ts';

/** core v1.15.0, pkg/apis/v1/nodepool.go, GetAllowedDisruptionsByReason: a budget that is not in force is not a limit. */
export const rule = defineRule({
  code: 'budget-unlimited',
  severity: 'warning',
  impact: 'disruption',
  what: 'A NodePool has budgets, and for some hours, or always, none of them limits drift or consolidation.',
  why: 'A scheduled budget is a cap during its window, not permission to act only then. Outside its window Karpenter applies no limit, and a list of budgets replaces the default of 10%. A new AMI or a change of the template then replaces all nodes at once.',
  help: 'Add a budget without schedule and without reasons, such as `nodes: 10%`, to the others. To allow disruption only in a window, block the rest of the day: `nodes: "0"` with the schedule of the hours to protect.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.disruption\nbudgets:\n  - { nodes: "1", schedule: "0 22 * * *", duration: 6h }',
  good: '# fleet.yaml: spec.pools.general.nodePool.disruption\nbudgets:\n  - { nodes: "0", schedule: "0 4 * * *", duration: 18h }\n  - { nodes: "1" }',
  find: ({ pools }) => pools.flatMap(faultsOf),
});

/** Four weeks show what schedules of a day or a week do. */
const WEEKS = 4;

function faultsOf(pool: Pool): Fault[] {
  const disruption = objectAt(pool.spec, 'disruption');
  if (!Array.isArray(own(disruption, 'budgets'))) return [];
  const budgets = budgetsOf(pool);
  if (!areReadable(budgets)) return [];
  const hours = hoursByReason(budgets, SAMPLE_START, SAMPLE_START + WEEKS * WEEK);
  const reasons = reasonsOf(pool).filter((reason) => hours[reason].unlimited > 0);
  if (reasons.length === 0) return [];
  const perWeek = Math.max(...reasons.map((reason) => hours[reason].unlimited)) / WEEKS;
  return [
    {
      object: pool.title,
      path: ['spec', 'disruption', 'budgets'],
      message: `${whenText(budgets, perWeek)} no budget limits ${reasons.join(' or ')}: Karpenter may replace all nodes of the pool at once`,
      help: 'Add a budget without schedule and reasons, such as nodes: 10%',
    },
  ];
}

/** The reasons whose disruption replaces nodes in use. */
function reasonsOf({ spec }: Pool): DisruptionReason[] {
  const disruption = objectAt(spec, 'disruption');
  const consolidates =
    stringAt(disruption, 'consolidationPolicy') !== 'WhenEmpty' &&
    stringAt(disruption, 'consolidateAfter') !== 'Never';
  return consolidates ? ['Drifted', 'Underutilized'] : ['Drifted'];
}

function whenText(budgets: readonly WrittenBudget[], hoursPerWeek: number): string {
  if (budgets.length === 0) return 'An empty list of budgets replaces the default of 10%, so';
  if (hoursPerWeek >= 7 * 24) return 'At all times';
  return `Outside the windows of its budgets, ${Math.round(hoursPerWeek)} hours a week,`;
}
