import type { Plan } from '../../plan/plan.ts';
import { summaryText } from './summary.ts';

/** A plan for programs, described by `schemas/plan.schema.json`. */
export interface PlanJson extends Plan {
  /** Rises when a field changes its meaning. */
  formatVersion: 1;
  /** The plan in a sentence. */
  summary: string;
}

export function planJson(plan: Plan): PlanJson {
  return { formatVersion: 1, summary: summaryText(plan), ...plan };
}
