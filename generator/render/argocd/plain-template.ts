/**
 * The templates of an ApplicationSet without `goTemplate` (Argo CD 3.2, applicationset/utils, `Replace`): `{{name}}` is a parameter of the
 * element, and what is not one stays as it is.
 */
import { isObject, type Value } from '@kustomize-ts/core';
import { failure, type Result, success } from '../result.ts';
import type { Parameters, TemplateFault } from './expression.ts';
import type { Template } from './go-template.ts';

const TAG = /\{\{(.*?)\}\}/gs;

/** Parses a text; one without `{{` needs no template and gives undefined. */
export function compilePlainTemplate(text: string): Result<Template | undefined, TemplateFault> {
  if (!text.includes('{{')) return success(undefined);
  if (text.replace(TAG, '').includes('{{'))
    return failure({ code: 'unsupported-template', message: 'a {{ without }} is not supported' });
  return success((parameters) =>
    success(
      text.replace(TAG, (whole, name: string) => {
        const value = parameters[name.trim()];
        return typeof value === 'string' ? value : whole;
      }),
    ),
  );
}

/**
 * The parameters that an element gives to such templates: its texts, and those of `values` after `values.`; undefined for an element with
 * anything else, which the list generator rejects.
 */
export function plainParameters(element: Parameters): Parameters | undefined {
  const { values, ...own } = element;
  if (values !== undefined && !isObject(values)) return undefined;
  const nested = Object.entries(values ?? {}).map(([name, value]): [string, Value] => [
    `values.${name}`,
    value,
  ]);
  const entries = [...Object.entries(own), ...nested];
  return entries.every(([, value]) => typeof value === 'string') ? Object.fromEntries(entries) : undefined;
}
