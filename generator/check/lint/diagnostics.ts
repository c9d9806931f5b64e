import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { pathText } from '../../render/index.ts';
import { touches } from '../crd/placeholders.ts';
import { type VariableSource, valueCause } from '../delivery/blame.ts';
import type { Subject } from '../subject.ts';
import type { LintFinding } from './input.ts';

/** A diagnostic at the value of the variable that is to blame for its field, and at the field only where it uses that. */
export function blameVariable(diagnostic: Diagnostic, variable: VariableSource): Diagnostic {
  const { at, field } = diagnostic;
  return {
    ...diagnostic,
    at: variable.at,
    ...(at ? { related: [{ message: `${field} uses it`, at }] } : {}),
    // What else is wrong with the value is a finding of its own.
    cause: { key: `${valueCause(variable).key} ${diagnostic.code}` },
  };
}

/** Where the fields of an object are written, and which of them are not known. */
export type LintPlaces = Pick<Subject, 'locate' | 'placeholders'>;

/**
 * The diagnostic for what lint finds in a cluster's objects; undefined where it may depend on a placeholder.
 * @param subject undefined for a workload whose place is not known
 */
export function lintDiagnostic(
  { code, severity, impact, message, help, object, path, part }: LintFinding,
  subject: LintPlaces | undefined,
): Diagnostic | undefined {
  // A template needs rendering, whatever the variables beside it stand for.
  if (code !== 'unrendered-template' && subject && touches(subject.placeholders, { path })) return undefined;
  return {
    code,
    severity,
    impact,
    message,
    help,
    object,
    ...(subject ? { at: subject.locate(path, part) } : {}),
    ...(subject && path.length > 0 ? { field: pathText(path) } : {}),
  };
}
