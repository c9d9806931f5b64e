import type { ValueObject } from '@kustomize-ts/core';
import { patternHelp } from '../diagnostics/crd-help/values.ts';
import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts';
import { type Path, pathText } from '../render/index.ts';
import { acceptedSince, sinceHelp } from './crd/accepted-since.ts';
import type { Crds } from './crd/crds.ts';
import { unknownFieldHelp, unknownKindHelp } from './crd/field-versions.ts';
import { oldKindHelp } from './crd/old-kinds.ts';
import { explainViolation } from './crd/violation-help.ts';
import { type VariableSource, valueCause } from './delivery/blame.ts';
import { quotesHelp } from './delivery/quotes.ts';
import type { Subject } from './subject.ts';
import { withUpdate } from './update/update-text.ts';
import type { Violation } from './violations.ts';

type Text = Pick<Diagnostic, 'code' | 'severity' | 'message' | 'help'>;

/** The message for a violation, at the place where the value is written. */
export function toDiagnostic(subject: Subject, violation: Violation, crds: Crds): Diagnostic {
  const { scope, name } = subject;
  const { update } = violation;
  const isBlamable = violation.source !== 'runtime' && violation.kind !== 'cost';
  const blamed = isBlamable ? subject.variableAt?.(violation.path) : undefined;
  const path = blamed ? violation.path : placeOf(violation, subject.object);
  const at = subject.locate(path, isOfKey(violation) ? 'key' : 'value');
  const field = pathText(path);
  const text = blamed ? variableText(violation, blamed) : textOf(subject, violation, crds);
  const diagnostic: Diagnostic = {
    ...text,
    impact: text.code === 'karpenter-ignores' ? 'upkeep' : 'outage',
    ...(scope.environment === undefined ? {} : { environment: scope.environment }),
    object: name,
    ...(field === '' ? {} : { field }),
    at: blamed?.at ?? at,
    ...(blamed && !isSamePlace(blamed.at, at) ? { related: [{ message: `${field} uses it`, at }] } : {}),
    ...(blamed ? { cause: valueCause(blamed) } : {}),
  };
  return update ? withUpdate(diagnostic, update) : diagnostic;
}

/** Whether the value of a variable is not in a file, so that the field stands for it. */
function isSamePlace(a: Location, b: Location): boolean {
  return a.file === b.file && a.line === b.line && a.column === b.column;
}

/** Whether the name of the field is wrong, whatever its value. */
function isOfKey(violation: Violation): boolean {
  return violation.kind === 'unknown-field' || (violation.source === 'runtime' && violation.part === 'key');
}

/** The field that is to blame. */
function placeOf(violation: Violation, object: ValueObject): Path {
  if (violation.source === 'runtime' || violation.kind === 'unknown-field' || violation.kind === 'cost')
    return violation.path;
  return explainViolation(violation, object).path;
}

function textOf({ scope, object }: Subject, violation: Violation, crds: Crds): Text {
  const { karpenter } = scope;
  const { path } = violation;
  const field = pathText(path);
  const kind = String(object.kind ?? '');
  const history = () => crds.history(String(object.apiVersion ?? ''), kind);
  switch (violation.kind) {
    case 'unknown-field':
      return {
        code: 'crd-unknown-field',
        severity: 'error',
        message: `the CRD of Karpenter ${karpenter} has no field ${field}`,
        help: unknownFieldHelp(history(), karpenter, path),
      };
    case 'cost':
      return {
        code: 'crd-rule-cost',
        severity: 'warning',
        message: violation.message,
        help: 'Make the object smaller: no list or mapping with more than 4096 entries, no text of more than 100000 characters',
      };
    case 'no-match':
      return {
        code: 'crd-unknown-kind',
        severity: 'error',
        message: `Karpenter ${karpenter} has no ${kind} of ${object.apiVersion}`,
        help:
          oldKindHelp(String(object.apiVersion ?? ''), kind) ??
          unknownKindHelp(history(), `${kind} of ${object.apiVersion}`, karpenter),
      };
  }
  if (violation.source === 'runtime') {
    const isError = violation.severity === 'error';
    return {
      code: isError ? 'karpenter-rejects' : 'karpenter-ignores',
      severity: violation.severity,
      message: `${field || kind}: ${violation.message}`,
      help: violation.help,
    };
  }
  const { message, help } = explainViolation(violation, object);
  // Rules that compare with the old object are not evaluated without it.
  const since = violation.update ? undefined : acceptedSince(crds, karpenter, object, violation);
  return {
    code: violation.source === 'cel' ? 'crd-rule' : 'crd-schema',
    severity: 'error',
    message,
    help: since === undefined ? help : sinceHelp(since, valuesHelp(violation) ?? help),
  };
}

/** The values that a field takes; undefined where it takes any of a form. */
function valuesHelp(violation: Violation): string | undefined {
  const values =
    violation.source === 'schema' && 'params' in violation ? violation.params.allowedValues : undefined;
  return Array.isArray(values) ? `Use one of: ${values.join(', ')}` : undefined;
}

/** Of a cluster's wrong value its own line is named, and the field's as related. */
function variableText(violation: Violation, { name, value }: VariableSource): Text {
  const shown = JSON.stringify(value);
  if (violation.source === 'schema' && violation.kind === 'type') {
    const { expected, found } = violation.params;
    return {
      code: 'variable-type-mismatch',
      severity: 'error',
      message: `${name} is ${shown}, which YAML reads as ${found}, and ${pathText(violation.path)} must be ${expected}`,
      help: expected === 'string' ? quotesHelp(value) : 'Correct the value',
    };
  }
  const pattern =
    violation.source === 'schema' && 'params' in violation ? violation.params.pattern : undefined;
  const known = typeof pattern === 'string' ? patternHelp(pattern, value, name) : undefined;
  const what = known ? `${pathText(violation.path)} takes ${known.takes}` : '';
  return {
    code: 'invalid-variable-value',
    severity: 'error',
    message: `${name} is ${shown}: ${what || (violation.kind === 'unknown-field' ? 'it adds a field' : violation.message)}`,
    help: known?.help ?? 'Correct the value',
  };
}
