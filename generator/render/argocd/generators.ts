import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { Path } from '../../load/path.ts';
import type { RenderError } from '../error.ts';
import { failure, type Result, success } from '../result.ts';
import type { Parameters } from './expression.ts';

/** Fields of `spec` that do not change what Applications are made. */
const NEUTRAL = new Set([
  ...['generators', 'template', 'goTemplate', 'goTemplateOptions', 'syncPolicy', 'strategy'],
  ...['preservedFields', 'ignoreApplicationDifferences'],
]);

/** Options of Go templates. */
const OPTIONS: ReadonlySet<Value> = new Set(
  ['default', 'invalid', 'zero', 'error'].map((value) => `missingkey=${value}`),
);

/** The first thing in an ApplicationSet that this program cannot expand as Argo CD would. */
export function unsupportedField({ spec }: ValueObject): RenderError | undefined {
  if (!isObject(spec)) return unsupported('an ApplicationSet without a spec', ['spec']);
  const field = Object.keys(spec).find((key) => !NEUTRAL.has(key));
  if (field !== undefined) return unsupported(field, ['spec', field]);
  // Options say what a missing key becomes, which is an error here with any of them.
  const { goTemplate, goTemplateOptions: options = [] } = spec;
  if (goTemplate !== true || (Array.isArray(options) && options.every((one) => OPTIONS.has(one))))
    return undefined;
  return unsupported('any goTemplateOptions but missingkey', ['spec', 'goTemplateOptions']);
}

/** The elements of all list generators, in order. */
export function listElements(generators: Value | undefined): Result<Parameters[], RenderError> {
  if (!Array.isArray(generators))
    return failure(malformed('generators must be a list', ['spec', 'generators']));
  const elements: Parameters[] = [];
  for (const [index, generator] of generators.entries()) {
    const path = ['spec', 'generators', index];
    if (!isObject(generator)) return failure(malformed('a generator must be a mapping', path));
    const other = Object.keys(generator).find((key) => key !== 'list');
    if (other !== undefined) return failure(unsupported(`the generator field ${other}`, [...path, other]));
    const read = elementsOf(generator.list, [...path, 'list']);
    if (!read.ok) return read;
    elements.push(...read.value);
  }
  return success(elements);
}

function elementsOf(list: Value | undefined, path: Path): Result<Parameters[], RenderError> {
  if (!isObject(list)) return failure(malformed('a list generator must be a mapping', path));
  const other = Object.keys(list).find((key) => key !== 'elements');
  if (other !== undefined)
    return failure(unsupported(`the list generator's field ${other}`, [...path, other]));
  const elements = list.elements ?? [];
  if (!Array.isArray(elements)) return failure(malformed('elements must be a list', [...path, 'elements']));
  const parameters = elements.filter(isObject);
  if (parameters.length === elements.length) return success(parameters);
  return failure(malformed('an element must be a mapping', [...path, 'elements']));
}

function unsupported(what: string, path: Path): RenderError {
  return { code: 'unsupported-template', message: `${what} is not supported`, path };
}

function malformed(message: string, path: Path): RenderError {
  return { code: 'bad-application-set', message, path };
}
