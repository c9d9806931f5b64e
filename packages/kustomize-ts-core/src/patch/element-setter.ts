import { KustomizeError } from '../errors.ts';
import { getField, isEmpty } from '../fields/object.ts';
import { textAt, textOf } from '../fields/source-text.ts';
import { isObject, type Value } from '../value.ts';

/**
 * Puts `element` in the place of every element whose `keys` have these values, or at the end without such
 * an element; without an element it removes them. Null and `{}` are dropped on the way.
 * The rules, also those for missing values, are those of `ElementSetter` in kyaml v0.21.2 (yaml/fns.go).
 */
export function setElement(
  list: readonly Value[],
  keys: readonly string[],
  values: readonly string[],
  element: Value | undefined,
): Value[] {
  const result: Value[] = [];
  const wantsMapping = keys[0] !== '' && values.length > 0 && values[0] !== '';
  let isFound = false;
  for (const item of list) {
    if (item === null || (isObject(item) && isEmpty(item))) continue;
    if (!isObject(item) && wantsMapping) {
      result.push(item);
    } else if (!matches(item, keys, values)) {
      if (values.length > 0) result.push(item);
    } else {
      isFound = true;
      if (element !== undefined) result.push(element);
    }
  }
  if (element !== undefined && element !== null && !isFound) result.push(element);
  return result;
}

/** An empty value requires only that the key is present; a key without a value repeats the last result. */
function matches(item: Value, keys: readonly string[], values: readonly string[]): boolean {
  let matched = false;
  for (const [index, key] of keys.entries()) {
    const value = values[index];
    if (value !== undefined)
      matched = key === '' ? textOfScalar(item) === value : fieldMatches(item, key, value);
    if (!matched) return false;
  }
  return true;
}

function fieldMatches(item: Value, key: string, value: string): boolean {
  if (!isObject(item)) throw new KustomizeError('mismatch', `expected a mapping with '${key}' in a list`);
  if (getField(item, key) === undefined) return false;
  return value === '' || textAt(item, key) === value;
}

function textOfScalar(item: Value): string {
  if (typeof item === 'object' && item !== null) {
    throw new KustomizeError('mismatch', 'expected only scalars in a list of scalars');
  }
  return textOf(item);
}
