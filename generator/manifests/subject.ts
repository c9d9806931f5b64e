import type { ValueObject } from '@kustomize-ts/core';
import { noPaths } from '../check/crd/path-tree.ts';
import { placeholdersOf } from '../check/crd/placeholders.ts';
import type { CheckScope } from '../check/scope.ts';
import type { Subject } from '../check/subject.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { templateIn } from '../diagnostics/template-syntax.ts';
import { valueAt } from '../load/value-at.ts';
import { objectName, pathText, type RenderError, substituteObject } from '../render/index.ts';
import type { Manifest } from './manifest.ts';
import { brokenYaml, damagedValues, variableIn } from './values.ts';

/** A manifest as Flux substitutes it with these values, strictly; its placeholders stay where there are no values at all. */
export function manifestSubject(
  { object, locate }: Manifest,
  scope: CheckScope,
  variables: Readonly<Record<string, string>> | undefined,
): { subject: Subject } | { faults: Diagnostic[] } {
  const subject = { object, name: objectName(object), scope, locate };
  const asWritten = () => ({ subject: { ...subject, placeholders: placeholdersOf(object) } });
  if (variables === undefined) return asWritten();
  const result = substituteObject(object, variables, { strict: true, always: true });
  // A template is reported as one, with the others of the object.
  if (!result.ok && isTemplate(object, result.error)) return asWritten();
  if (!result.ok) return { faults: [substitutionFault(object, locate, result.error, variables)] };
  const faults = damagedValues(object, result.value, variables, locate);
  if (faults.length > 0) return { faults };
  return {
    subject: {
      ...subject,
      object: result.value,
      name: objectName(result.value),
      placeholders: noPaths,
      variableAt: (path) => variableIn(object, path, variables, locate),
    },
  };
}

/** Whether what Flux cannot substitute is an expression of a template language. */
function isTemplate(object: ValueObject, { code, path = [] }: RenderError): boolean {
  const text = valueAt(object, path);
  return code === 'bad-substitution' && typeof text === 'string' && templateIn(text) !== undefined;
}

function substitutionFault(
  object: ValueObject,
  locate: Manifest['locate'],
  error: RenderError,
  variables: Readonly<Record<string, string>>,
): Diagnostic {
  const { code, message, path = [], variable } = error;
  if (code === 'breaks-yaml') return brokenYaml(object, error, variables, locate);
  const isMissing = code === 'undefined-variable';
  return {
    code: isMissing ? 'undefined-variable' : 'render-failed',
    severity: 'error',
    message,
    help: isMissing ? `Give it a value with --var ${variable}=VALUE, or a default` : 'Correct this value',
    object: objectName(object),
    ...(path.length > 0 ? { field: pathText(path) } : {}),
    at: locate(path),
  };
}
