import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { CrdSchema, FieldError, Validation, Validator } from '@poolwright/crd-validator';
import { childSchema } from '../check/crd/field-versions.ts';
import type { Path } from '../render/index.ts';
import { dollarLeaves } from '../render/leaves.ts';
import { isEmpty, type PathTree, pathsOf, pathTree, subtree } from './path-tree.ts';
import { readsBelow, ruleOf } from './rule-reads.ts';

/** A reference to a variable that is not substituted, in whatever form Flux or a shell knows. */
const PLACEHOLDER = /\$\{[^}]+\}/;

/** The strings of an object that hold a placeholder, and so a value that nobody knows yet. */
export function placeholdersOf(object: ValueObject): PathTree {
  return pathTree(
    dollarLeaves(object).flatMap(({ text, path, isKey }) => (!isKey && PLACEHOLDER.test(text) ? [path] : [])),
  );
}

/**
 * What is certainly wrong with an object whatever its placeholders stand for: nothing is said of a placeholder itself, nor by a rule
 * that reads one. `completed` is the object with something of the right type in place of those that are none.
 */
export function validateAround(
  { schema, validator }: { schema: CrdSchema; validator: Validator },
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

/** Whether a finding may be about a placeholder: one at its field or below, or one that its message repeats. */
export function touches(placeholders: PathTree, { path, message }: { path: Path; message: string }): boolean {
  if (isEmpty(placeholders)) return false;
  return subtree(placeholders, path) !== undefined || PLACEHOLDER.test(message);
}

/** Whether a placeholder may stand for another AMI family than the one that its text is taken for. */
export function hidesFamily(placeholders: PathTree): boolean {
  const terms = subtree(placeholders, ['spec', 'amiSelectorTerms'])?.children.values() ?? [];
  return (
    subtree(placeholders, ['spec', 'amiFamily']) !== undefined ||
    [...terms].some((term) => term.children.has('alias'))
  );
}

function isCertain(schema: CrdSchema, error: FieldError, placeholders: PathTree): boolean {
  const below = subtree(placeholders, error.path);
  if (below === undefined) return true;
  if (below.ends) return false;
  const found = ruleOf(schema, error);
  if (found === undefined) return true; // the structure's, which a string of unknown text does not change
  for (const path of pathsOf(below, error.path)) if (readsBelow(schema, found, path)) return false;
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
