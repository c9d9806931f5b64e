import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { CrdSchema, Validation, Violation } from '@poolwright/crd-validator';
import type { Path } from '../../render/index.ts';
import { dollarLeaves } from '../../render/leaves.ts';
import type { Crd } from './crds.ts';
import { childSchema } from './field-versions.ts';
import { isEmpty, type PathTree, pathsOf, pathTree, subtree } from './path-tree.ts';
import { readsBelow } from './rule-reads.ts';

/** A reference to a variable that is not substituted, in whatever form Flux or a shell knows; Terraform’s `${module.x}` is text to them. */
const PLACEHOLDER = /\$\{(?![A-Za-z_]\w*[.[])[^}]+\}/;
const PLACEHOLDERS = new RegExp(PLACEHOLDER, 'g');

/**
 * The object with a word instead of each variable, and a name that sorts after others. A finding with only
 * one of the two depends on the values of the variables.
 */
export function withWords(object: ValueObject): ValueObject {
  const renamed = (value: Value): Value => {
    if (typeof value === 'string') return value.replace(PLACEHOLDERS, wordOf);
    if (Array.isArray(value)) return value.map(renamed);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, renamed(item)]));
  };
  const other = renamed(object);
  return isObject(other) ? other : object;
}

function wordOf(placeholder: string): string {
  return `zz${placeholder.toLowerCase().replace(/[^a-z0-9]+/g, '-')}0`;
}

/** The strings of an object that hold a placeholder, and so a value that nobody knows yet. */
export function placeholdersOf(object: ValueObject): PathTree {
  return pathTree(
    dollarLeaves(object).flatMap(({ text, path, isKey }) => (!isKey && PLACEHOLDER.test(text) ? [path] : [])),
  );
}

/**
 * What is wrong with an object whatever its placeholders stand for: the violations leave out the placeholders themselves and the rules
 * that read one. `completed` is the object with a sample of the right type instead of each placeholder whose field is not a string.
 */
export function validateAround(
  { schema, validator }: Crd,
  object: ValueObject,
  placeholders: PathTree,
): Validation & { completed: ValueObject } {
  const first = validator.validate(object);
  if (isEmpty(placeholders)) return { ...first, completed: object };
  const blocked = first.errors.filter(({ path }) => subtree(placeholders, path)?.ends === true);
  // A placeholder of the wrong type would keep the rules of the whole object from being checked.
  const completed = withSamples(object, pathTree(blocked.map(({ path }) => path)), schema);
  const { errors, ...rest } = blocked.length === 0 ? first : validator.validate(completed);
  return {
    ...rest,
    errors: errors.filter((error) => isCertain(schema, error, placeholders)),
    completed: isObject(completed) ? completed : object,
  };
}

/** A finding, as far as it says what it depends on. */
interface Located {
  path: Path;
  /** Fields beside `path` that it depends on. */
  reads?: readonly Path[];
}

/** Whether a finding may depend on a placeholder: one at its field or below, or at a field that it reads. */
export function touches(placeholders: PathTree, { path, reads = [] }: Located): boolean {
  if (isEmpty(placeholders)) return false;
  return [path, ...reads].some((one) => subtree(placeholders, one) !== undefined);
}

function isCertain(schema: CrdSchema, violation: Violation, placeholders: PathTree): boolean {
  const below = subtree(placeholders, violation.path);
  if (below === undefined) return true;
  if (below.ends) return false;
  // Whatever a string holds, the structure around it stays the same.
  if (violation.source !== 'cel' || violation.kind === 'unchecked') return true;
  for (const path of pathsOf(below, violation.path))
    if (readsBelow(schema, violation.params, path)) return false;
  return true;
}

/** The value with something at the paths that has the type and form that the schema wants there. */
function withSamples(value: Value, { ends, children }: PathTree, schema: CrdSchema | undefined): Value {
  if (schema === undefined) return value;
  if (ends) return sampleOf(schema);
  if (children.size === 0 || typeof value !== 'object' || value === null) return value;
  const completed = (item: Value, step: string | number): Value => {
    const below = children.get(step);
    return below === undefined ? item : withSamples(item, below, childSchema(schema, step));
  };
  if (Array.isArray(value)) return value.map(completed);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, completed(item, key)]));
}

function sampleOf({ enum: values, type, minimum, minLength }: CrdSchema): Value {
  if (values?.[0] !== undefined) return values[0];
  switch (type) {
    case 'integer':
    case 'number':
      return Math.max(minimum ?? 1, 1);
    case 'boolean':
      return true;
    case 'array':
      return [];
    case 'object':
      return {};
    default:
      return 'x'.repeat(minLength ?? 1);
  }
}
