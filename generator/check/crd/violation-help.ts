import type { Value } from '@kustomize-ts/core';
import type { Violation } from '@poolwright/crd-validator';
import { ruleHelp } from '../../diagnostics/crd-help/rules.ts';
import { boundHelp, patternHelp } from '../../diagnostics/crd-help/values.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';
import { valueAt } from '../../load/value-at.ts';
import { type Path, pathText } from '../../render/index.ts';

/** A violation of a CRD in the words of its field. */
export interface ExplainedViolation {
  /** The field that is to blame, which a rule over several fields need not name. */
  path: Path;
  message: string;
  help: string;
}

/** What is wrong with an object, where, and how to fix it: the values that a field takes instead of a pattern, the fix of a CEL rule. */
export function explainViolation(violation: Violation, object: Value): ExplainedViolation {
  const { path } = violation;
  const said = `${pathText(path) || 'the object'}: ${violation.message}`;
  if (violation.source === 'schema') return { path, ...schemaText(violation, valueAt(object, path), said) };
  if (violation.source !== 'cel' || violation.kind === 'unchecked')
    return { path, message: said, help: GENERAL };
  const { rulePath } = violation.params;
  const found = ruleHelp(violation.message, valueAt(object, rulePath));
  return found
    ? { path: [...rulePath, ...found.steps], message: said, help: found.help }
    : { path, message: said, help: GENERAL };
}

const GENERAL = 'Correct the field: the API server rejects the object';

function schemaText(
  { path, kind, params }: Violation & { source: 'schema' },
  value: Value | undefined,
  said: string,
): Omit<ExplainedViolation, 'path'> {
  const field = String(path.findLast((step) => typeof step === 'string') ?? 'the field');
  const { pattern, limit, allowedValues, missingProperty } = params;
  const known = typeof pattern === 'string' ? patternHelp(pattern, value, field) : undefined;
  if (known)
    return {
      message: `${pathText(path)} cannot be ${JSON.stringify(value)}: it takes ${known.takes}`,
      help: known.help,
    };
  if (Array.isArray(allowedValues))
    return { message: said, help: didYouMean(String(value), allowedValues.map(String), 'value') };
  if (typeof missingProperty === 'string') return { message: said, help: `Add ${missingProperty}` };
  return { message: said, help: boundHelp(kind, limit, field) ?? GENERAL };
}
