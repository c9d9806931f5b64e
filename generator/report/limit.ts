import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { counted, plural, scopeOf } from './scope.ts';

/** How many findings a report for people shows by default. */
export const MAX_FINDINGS = 50;

/**
 * The findings that a report for people shows, and a sentence on those that it does not; empty where it shows all.
 * @param most findings to show, 0 for all
 */
export function limited(
  findings: readonly Diagnostic[],
  most: number,
): { shown: readonly Diagnostic[]; rest: string } {
  if (most === 0 || findings.length <= most) return { shown: findings, rest: '' };
  return {
    shown: findings.slice(0, most),
    rest: `${moreText(findings.slice(most))}; show all with --max-findings 0`,
  };
}

/** The sentence about findings that a report leaves out: `and 7,950 more in 2,000 clusters`. */
export function moreText(hidden: readonly Diagnostic[]): string {
  const clusters = new Set(hidden.flatMap((one) => scopeOf(one).clusters)).size;
  const where = clusters === 0 ? '' : ` in ${plural(clusters, 'cluster')}`;
  return `and ${counted(hidden.length)} more${where}`;
}
