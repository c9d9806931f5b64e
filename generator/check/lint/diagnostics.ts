import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { pathText } from '../../render/index.ts';
import { touches } from '../crd/placeholders.ts';
import type { Subject } from '../subject.ts';
import type { LintFinding } from './input.ts';

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
