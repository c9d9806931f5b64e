import {
  DISRUPTION_REASONS,
  limitsReason,
  type NodeLimit,
  type WrittenBudget,
} from '../../karpenter/disruption/budget.ts';
import { calendar, type Span } from '../../karpenter/disruption/calendar.ts';
import {
  areReadable,
  budgetPath,
  budgetsOf,
  isAlwaysInForce,
  isWeekly,
  leaveNoHour,
  SAMPLE_START,
  WEEK,
} from '../budget.ts';
import { defineRule, type Fault } from '../rule.ts';

export const rule = defineRule({
  code: 'budget-shadowed',
  severity: 'warning',
  impact: 'upkeep',
  what: 'Whenever a budget is active, others are active that allow no more nodes than this one, for all of its reasons.',
  why: 'Karpenter uses the smallest of all active budgets. A generous window at night has no effect next to a strict budget without a schedule, or inside a longer and stricter window.',
  help: 'Give the stricter budget a schedule that excludes the window of this one, or remove this one.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.disruption\nbudgets:\n  - { nodes: "1" }\n  - { nodes: "10", schedule: "0 22 * * *", duration: 6h }',
  good: '# fleet.yaml: spec.pools.general.nodePool.disruption\nbudgets:\n  - { nodes: "1", schedule: "0 4 * * *", duration: 18h }\n  - { nodes: "10" }',
  find: ({ pools }) => pools.flatMap((pool) => faultsOf(pool.title, budgetsOf(pool))),
});

function faultsOf(object: string, budgets: readonly WrittenBudget[]): Fault[] {
  // Windows that follow each other without a gap are findings of their own.
  if (budgets.length < 2 || !areReadable(budgets) || leaveNoHour(budgets)) return [];
  let kept = budgets.filter((budget) => isWeekly(budget) && !isAlwaysInForce(budget));
  const spans = calendar(kept, SAMPLE_START, SAMPLE_START + WEEK);
  // Of two equal budgets, the later one is redundant.
  const faults: Fault[] = [];
  for (const budget of kept.toReversed()) {
    const others = kept.filter((one) => one !== budget);
    const stricter = coveringOf(budget, others, spans);
    if (stricter.length === 0) continue;
    kept = others;
    faults.unshift({
      object,
      path: budgetPath(budget),
      message: `This budget has no effect, since ${reasonText(stricter)}`,
      help: `Give ${namesOf(stricter)} a schedule that excludes the window of this one, or remove this one`,
    });
  }
  return faults;
}

/** The budgets that, whenever a budget is active, limit all its reasons to no more nodes; none if it has an effect of its own. */
function coveringOf(
  budget: WrittenBudget,
  others: readonly WrittenBudget[],
  spans: readonly Span[],
): WrittenBudget[] {
  const found = new Set<WrittenBudget>();
  for (const { inForce } of spans.filter((span) => span.inForce.includes(budget))) {
    for (const reason of DISRUPTION_REASONS) {
      if (!limitsReason(budget, reason)) continue;
      const stricter = others.find(
        (one) => inForce.includes(one) && limitsReason(one, reason) && isAtMost(one.limit, budget.limit),
      );
      if (stricter === undefined) return [];
      found.add(stricter);
    }
  }
  return [...found].sort((a, b) => a.index - b.index);
}

// A number and a percentage cannot be compared without the number of nodes, except for none.
function isAtMost(a: NodeLimit | undefined, b: NodeLimit | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  if ('count' in a && 'count' in b) return a.count <= b.count;
  if ('percent' in a && 'percent' in b) return a.percent <= b.percent;
  return Object.values(a).includes(0);
}

function reasonText(stricter: readonly WrittenBudget[]): string {
  const [first] = stricter;
  if (first !== undefined && stricter.length === 1) {
    const when = first.schedule === undefined ? 'is always active' : 'is active whenever this one is';
    return `budgets[${first.index}] ${when} and allows ${first.nodes}`;
  }
  return `${namesOf(stricter)} together are active whenever this one is, and allow no more nodes`;
}

function namesOf(budgets: readonly WrittenBudget[]): string {
  const names = budgets.map(({ index }) => `budgets[${index}]`);
  return [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((name) => name !== '').join(' and ');
}
