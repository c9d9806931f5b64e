import { createHash } from 'node:crypto';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Outcome } from './command.ts';

/** The variable by which a commit tells the gate, which git runs as a hook, what it prints itself. */
const VARIABLE = 'POOLWRIGHT_REPORTED';

/** Systems limit a variable, Linux to 128 KiB. */
const MOST = 5000;

/** The variables for git that keep the gate from printing findings a second time. */
export function reportedIn(diagnostics: readonly Diagnostic[]): Record<string, string> {
  const keys = new Set(diagnostics.slice(0, MOST).map(keyOf));
  return { [VARIABLE]: [...keys].join(' ') };
}

/** The outcome without the findings that the commit prints which runs this process. */
export function withoutReported(
  outcome: Outcome,
  env: Readonly<Record<string, string | undefined>>,
): Outcome {
  const reported = new Set(env[VARIABLE]?.split(' '));
  if (reported.size === 0) return outcome;
  return { ...outcome, diagnostics: outcome.diagnostics.filter((one) => !reported.has(keyOf(one))) };
}

/** A short hash that is equal for a finding of the work tree and of the index, whose files are named from different folders. */
function keyOf({ code, severity, message, environment, object, field, at }: Diagnostic): string {
  const parts = [code, severity, message, environment, object, field, at?.line, at?.column];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 12);
}
