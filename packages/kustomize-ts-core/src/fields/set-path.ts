import { KustomizeError } from '../errors.ts';
import { isObject, type Value, type ValueObject } from '../value.ts';
import { resolveKustomize } from '../yaml/scalar.ts';
import { splitElementSelector } from './look-up.ts';
import { getField, withField } from './object.ts';
import { inStyleOf, styleAt, textAt, textOf, valueInStyle } from './source-text.ts';

/** Computes the new text of a scalar from its present one. */
export type TextChange = (text: string) => string;

/**
 * Sets the text of one scalar, creating what is missing on the way to it, as kyaml's `LookupCreate` does:
 * names, `0`, `-`, `[name=value]`, `[=value]`. Indexes beyond a list and steps into null change nothing.
 *
 * @throws KustomizeError `mismatch` for a step into a value of another kind
 */
export function setTextAt(root: ValueObject, path: readonly string[], change: TextChange): ValueObject {
  return setField(root, path, change);
}

function descend(value: Value, path: readonly string[], change: TextChange): Value {
  const [part = ''] = path;
  if (path.length === 0) return resolveKustomize(change(textOf(scalar(value))));
  if (isElement(part)) return setElement(value, path, change);
  if (value === null) return value;
  if (!isObject(value)) throw new KustomizeError('mismatch', `expected a mapping for '${part}'`);
  return setField(value, path, change);
}

function setField(
  object: ValueObject,
  [key = '', ...rest]: readonly string[],
  change: TextChange,
): ValueObject {
  if (rest.length === 0) {
    scalar(getField(object, key) ?? null);
    return withField(object, key, valueInStyle(change(textAt(object, key)), styleAt(object, key)));
  }
  const child = getField(object, key) ?? (Object.hasOwn(object, key) ? null : made(rest[0] ?? ''));
  return withField(object, key, descend(child, rest, change));
}

function setElement(value: Value, [part = '', ...rest]: readonly string[], change: TextChange): Value {
  if (!Array.isArray(value)) throw new KustomizeError('mismatch', `expected a list for '${part}'`);
  if (!part.startsWith('[')) {
    const index = part === '-' ? value.length - 1 : Number(part);
    const element = value[index];
    return element === undefined
      ? value
      : inStyleOf(value, value.with(index, descend(element, rest, change)));
  }
  const { key, value: wanted } = splitElementSelector(part);
  const index = value.findIndex((item) =>
    key === ''
      ? textOf(item) === wanted
      : isObject(item) && Object.hasOwn(item, key) && textAt(item, key) === wanted,
  );
  const found = value[index];
  if (found !== undefined) return inStyleOf(value, value.with(index, descend(found, rest, change)));
  const added = key === '' ? resolveKustomize(wanted) : { [key]: resolveKustomize(wanted) };
  return inStyleOf(value, [...value, descend(added, rest, change)]);
}

function isElement(part: string): boolean {
  return /^(\d+|-|\[.*\])$/.test(part);
}

function made(next: string): Value {
  return isElement(next) && next !== '-' ? [] : {};
}

function scalar(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  throw new KustomizeError('mismatch', 'wrong node kind: expected a scalar');
}
