import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import {
  fleetTemplateHelp,
  type TemplateText,
  templateIn,
  unrenderedMessage,
} from '../diagnostics/template-syntax.ts';
import { type Path, pathText } from '../render/index.ts';
import type { CheckScope } from './scope.ts';
import type { Subject } from './subject.ts';

const MAX_DEPTH = 40;

/** Text of a template language in an object's field, or in the key of one. */
export interface TemplateField extends TemplateText {
  path: Path;
}

/** The texts of template languages in an object, where Karpenter reads them: annotations and user data may hold any text. */
export function templatesIn(object: ValueObject): TemplateField[] {
  const { metadata, spec } = object;
  const { name, labels } = isObject(metadata) ? metadata : {};
  return [
    ...fieldsOf(name, ['metadata', 'name']),
    ...fieldsOf(labels, ['metadata', 'labels']),
    ...fieldsOf(spec, ['spec']),
  ];
}

/** What is reported of a template text, in a fleet or in manifests; a tag may hold any text. */
export function templateFinding({ path, ...found }: TemplateField, { environment }: CheckScope) {
  return {
    code: 'unrendered-template',
    severity: path[1] === 'tags' ? 'warning' : 'error',
    message: unrenderedMessage(found),
    help: environment === undefined ? found.help : fleetTemplateHelp(found),
  } as const;
}

/** A template text as a diagnostic of the object that holds it. */
export function templateDiagnostic(
  { name, scope, locate, variableAt }: Subject,
  template: TemplateField,
): Diagnostic {
  const variable = variableAt?.(template.path);
  return {
    ...templateFinding(template, scope),
    impact: 'outage',
    ...(scope.environment === undefined ? {} : { environment: scope.environment }),
    object: name,
    field: pathText(template.path),
    at: variable?.value.includes(template.text) ? variable.at : locate(template.path),
  };
}

function* fieldsOf(value: Value | undefined, path: Path): Generator<TemplateField> {
  if (path.length > MAX_DEPTH) return;
  if (typeof value === 'string') {
    const found = templateIn(value);
    if (found) yield { ...found, path };
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* fieldsOf(item, [...path, index]);
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      if (key === 'userData' || key === 'annotations') continue;
      const found = templateIn(key);
      if (found) yield { ...found, path: [...path, key] };
      else yield* fieldsOf(item, [...path, key]);
    }
  }
}
