/** How many of the cases passed, and what the others show. */
export interface Outcome {
  passed: number;
  total: number;
  failures: string[];
}

/** The outcome of cases of which each that fails has one text. */
export function outcomeOf(cases: readonly unknown[], failures: string[]): Outcome {
  return { passed: cases.length - failures.length, total: cases.length, failures };
}
