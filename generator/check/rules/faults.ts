import { type CelFault, UndecidedFault, UnfinishedFault } from '@poolwright/crd-validator/cel';
import type { Diagnostic, Severity } from '../../diagnostics/diagnostic.ts';
import type { SourceText } from '../../load/index.ts';
import type { Subject } from '../subject.ts';

/** The expression in which a fault happened, where that is a variable of the one that was evaluated. */
export const faultOrigins = new WeakMap<CelFault, { source: SourceText; start: number; end: number }>();

/** An expression that could not be evaluated for an object, at its place in the rule file. */
export function faultDiagnostic(
  fault: CelFault,
  {
    rule,
    source,
    severity,
    effect,
  }: { rule: string; source: SourceText; severity: Severity; effect?: string },
  subject: Subject,
): Diagnostic {
  const origin = faultOrigins.get(fault);
  const at = origin
    ? origin.source.locate(origin.start, origin.end)
    : source.locate(fault.at?.start, fault.at?.end);
  const isUndecided = fault instanceof UndecidedFault;
  const { environment } = subject.scope;
  return {
    code: isUndecided ? 'rule-not-evaluated' : 'rule-error',
    severity: isUndecided ? 'notice' : severity,
    rule,
    message: `${rule} cannot be evaluated: ${fault.message}${effect === undefined || isUndecided ? '' : `; ${effect}`}`,
    help: isUndecided ? 'Test it on a cluster' : helpFor(fault),
    at,
    ...(environment === undefined ? {} : { environment }),
    object: subject.name,
  };
}

function helpFor(fault: CelFault): string {
  if (fault instanceof UnfinishedFault)
    return 'Iterate over less: a nested expression is evaluated for each item';
  const [, key] = /^(?:.*: )?no such key: (.*)$/.exec(fault.message) ?? [];
  if (key !== undefined)
    return /^[A-Za-z_]\w*$/.test(key)
      ? `Guard the field with has(….${key}), or give it a default: ….?${key}.orValue(…)`
      : `Guard the key: "${key}" in …, or give it a default: …[?"${key}"].orValue(…)`;
  if (fault.message.includes('no such overload'))
    return 'Use values of the types that the operator or function takes; convert them with int(), string() or quantity()';
  return 'Correct the expression, or guard it with a condition';
}
