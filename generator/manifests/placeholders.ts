import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { CrdSchema } from '../check/schema/crd-schema.ts';
import type { FieldError, Validation, Validator } from '../check/schema/index.ts';
import type { Path } from '../render/index.ts';
import { dollarLeaves } from '../render/leaves.ts';
import { readsBelow, ruleOf, schemaAt } from './rule-reads.ts';

/** A reference to a variable that is not substituted, in whatever form Flux or a shell knows. */
const PLACEHOLDER = /\$\{[^}]+\}/;

/** The strings of an object that hold a placeholder, and so a value that nobody knows yet. */
export function placeholdersOf(object: ValueObject): Path[] {
  return dollarLeaves(object).flatMap(({ text, path, isKey }) =>
    !isKey && PLACEHOLDER.test(text) ? [path] : [],
  );
}

/**
 * What is certainly wrong with an object whatever its placeholders stand for: nothing is said of a placeholder itself, nor by a rule
 * that reads one. `completed` is the object with something of the right type in place of those that are none.
 */
export function validateAround(
  { schema, validator }: { schema: CrdSchema; validator: Validator },
  object: ValueObject,
  placeholders: readonly Path[],
): Validation & { completed: ValueObject } {
  const first = validator.validate(object);
  if (placeholders.length === 0) return { ...first, completed: object };
  const blocked = first.errors.filter(({ path }) => isOneOf(placeholders, path));
  // A placeholder of the wrong type would keep the rules of the whole object from being checked.
  const completed = blocked.reduce<Value>((value, { path }) => withSample(value, path, schema), object);
  const { errors, ...rest } = blocked.length === 0 ? first : validator.validate(completed);
  return {
    ...rest,
    errors: errors.filter((error) => isCertain(schema, error, placeholders)),
    completed: isObject(completed) ? completed : object,
  };
}

/** Whether a finding may be about a placeholder: one at its field or below, or one that its message repeats. */
export function touches(
  placeholders: readonly Path[],
  { path, message }: { path: Path; message: string },
): boolean {
  return (
    placeholders.some((one) => isBelow(one, path)) || (placeholders.length > 0 && PLACEHOLDER.test(message))
  );
}

/** Whether a placeholder may stand for another AMI family than the one that its text is taken for. */
export function hidesFamily(placeholders: readonly Path[]): boolean {
  return placeholders.some(
    ([, field, , part]) => field === 'amiFamily' || (field === 'amiSelectorTerms' && part === 'alias'),
  );
}

function isCertain(schema: CrdSchema, error: FieldError, placeholders: readonly Path[]): boolean {
  const below = placeholders.filter((one) => isBelow(one, error.path));
  if (below.length === 0) return true;
  if (isOneOf(placeholders, error.path)) return false;
  const found = ruleOf(schema, error);
  // What is no rule's is the structure's, which a string of unknown text does not change.
  return found === undefined || !below.some((one) => readsBelow(schema, found, one));
}

function isBelow(path: Path, above: Path): boolean {
  return above.every((step, i) => path[i] === step);
}

function isOneOf(paths: readonly Path[], path: Path): boolean {
  return paths.some((one) => one.length === path.length && isBelow(one, path));
}

/** The value with something at `path` that has the type and form that the schema wants there. */
function withSample(value: Value, path: Path, schema: CrdSchema): Value {
  const wanted = schemaAt(schema, path);
  return wanted === undefined ? value : replaced(value, path, sampleOf(wanted));
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

function replaced(value: Value, [step, ...rest]: Path, by: Value): Value {
  if (step === undefined) return by;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item, i) => (i === step ? replaced(item, rest, by) : item));
  return { ...value, [step]: replaced(value[step] ?? null, rest, by) };
}
