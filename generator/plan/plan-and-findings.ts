import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { compareClusters } from './compare.ts';
import { findingsOf } from './findings.ts';
import { makePlan, openPlan, type Plan, type PlanInput } from './plan.ts';

/** A plan, and what the change does to all clusters as findings, whatever they run. */
export interface PlanAndFindings {
  plan(): Plan;
  /** If requested before the plan, each cluster is compared once for both. */
  findings(): Diagnostic[];
}

/** @param today the time from which on budgets count for findings, milliseconds since 1970 */
export function planAndFindings(input: PlanInput, today: number): PlanAndFindings {
  const { before, after, crds, isUnchanged } = input;
  let known: Plan | undefined;
  return {
    plan: () => {
      known ??= makePlan(input);
      return known;
    },
    findings: () => {
      const unchanged = isUnchanged ? { isUnchanged } : {};
      const [plan, ofAll] = [openPlan(input), openPlan({ before, after, crds, at: today, ...unchanged })];
      compareClusters(input, [plan, ofAll]);
      known = plan.result();
      return findingsOf(ofAll.result(), { before: before.fleet, after: after.fleet });
    },
  };
}
