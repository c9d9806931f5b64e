import { checkTree, GENERATE } from '../check/tree.ts';
import type { Diagnostic, Finding, Severity } from '../diagnostics/diagnostic.ts';
import type { Planned } from './plan-revisions.ts';

/** What is wrong with the committed or staged tree that a plan reads: that it is not what its fleet.yaml declares. */
export function checkPlannedTree({ comparison, after }: Planned, severity: Severity): Diagnostic[] {
  if (!comparison) return [];
  const planned = <T extends Finding>(finding: T): T => ({
    ...finding,
    severity,
    message: `at ${after.revision}, ${finding.message}`,
    ...(finding.help === GENERATE
      ? { help: `${GENERATE}, and commit what it writes: clusters get the committed tree` }
      : {}),
  });
  return checkTree(comparison).map(({ cause, ...finding }) => ({
    ...planned(finding),
    ...(cause?.finding ? { cause: { ...cause, finding: planned(cause.finding) } } : {}),
  }));
}
