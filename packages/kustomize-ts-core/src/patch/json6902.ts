import { KustomizeError } from '../errors.ts';
import { getField, withField, withoutField } from '../fields/object.ts';
import { goJson } from '../structured/go-json.ts';
import { isObject, type Value } from '../value.ts';

/**
 * Applies a JSON patch (RFC 6902) as gopkg.in/evanphx/json-patch.v4 v4.13 does: negative indexes count
 * from the end, `replace` may add a key to an object, and the root can only be replaced or tested.
 *
 * @param operations a list of `{op, path, from, value}`
 * @returns the patched value; `object` itself is not changed
 * @throws KustomizeError `mismatch` when an operation does not apply, `invalid` when it is not an operation
 */
export function applyJson6902(object: Value, operations: Value): Value {
  if (!Array.isArray(operations))
    throw new KustomizeError('invalid', 'a JSON patch must be a list of operations');
  let result = object;
  for (const [index, operation] of operations.entries()) {
    if (!isObject(operation)) throw new KustomizeError('invalid', `operation ${index} must be an object`);
    const { op, path, from } = operation;
    if (typeof path !== 'string') throw new KustomizeError('invalid', `operation ${index} has no path`);
    const value = getField(operation, 'value') ?? null;
    result = apply(result, { op: String(op), path, from, value });
  }
  return result;
}

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly from: Value | undefined;
  readonly value: Value;
}

function apply(root: Value, { op, path, from, value }: Operation): Value {
  switch (op) {
    case 'add':
      return edit(root, path, 'add', (parent, key) => insert(parent, key, value, path));
    case 'replace':
      return path === ''
        ? replaceRoot(value)
        : edit(root, path, op, (parent, key) => put(parent, key, value, path));
    case 'remove':
      return edit(root, path, op, (parent, key) => remove(parent, key, path));
    case 'test':
      return test(root, path, value);
    case 'copy':
    case 'move': {
      if (typeof from !== 'string') throw new KustomizeError('invalid', `${op} operation has no 'from'`);
      const moved = lookUp(root, from, op) ?? null;
      const rest = op === 'copy' ? root : edit(root, from, op, (parent, key) => remove(parent, key, from));
      return edit(rest, path, op, (parent, key) => insert(parent, key, moved, path));
    }
    default:
      throw new KustomizeError('invalid', `unexpected operation '${op}' in a JSON patch`);
  }
}

/** Splits a JSON pointer; text before its first slash is ignored, as upstream does. */
function pointer(path: string, op: string): string[] {
  const [, ...parts] = path.split('/');
  if (parts.length === 0) throw missing(path, op);
  return parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Rebuilds the values on the way to the parent of `path`, and lets `change` rebuild that parent. */
function edit(root: Value, path: string, op: string, change: (parent: Value, key: string) => Value): Value {
  const parts = pointer(path, op);
  const step = (value: Value, depth: number): Value => {
    const key = parts[depth] ?? '';
    if (typeof value !== 'object' || value === null) throw missing(path, op);
    if (depth === parts.length - 1) return change(value, key);
    const next = child(value, key);
    if (next === undefined) throw missing(path, op);
    const changed = step(next, depth + 1);
    return Array.isArray(value)
      ? value.with(indexIn(value, key) ?? 0, changed)
      : withField(value, key, changed);
  };
  return step(root, 0);
}

function lookUp(root: Value, path: string, op: string): Value | undefined {
  const parts = pointer(path, op);
  let value: Value | undefined = root;
  for (const part of parts) {
    if (typeof value !== 'object' || value === null) throw missing(path, op);
    if (Array.isArray(value) && indexIn(value, part) === undefined) throw missing(path, op);
    value = child(value, part);
  }
  return value;
}

function child(value: Value, key: string): Value | undefined {
  if (Array.isArray(value)) return value[indexIn(value, key) ?? -1];
  return isObject(value) ? getField(value, key) : undefined;
}

/** The index in a list that a key denotes, `undefined` when the list has no such index. */
function indexIn(list: readonly Value[], key: string, length = list.length): number | undefined {
  if (!/^[+-]?\d+$/.test(key)) return undefined;
  const index = Number(key);
  const counted = index < 0 ? index + length : index;
  return counted >= 0 && counted < length ? counted : undefined;
}

function insert(parent: Value, key: string, value: Value, path: string): Value {
  if (!Array.isArray(parent)) return isObject(parent) ? withField(parent, key, value) : parent;
  const index = key === '-' ? parent.length : indexIn(parent, key, parent.length + 1);
  if (index === undefined) throw missing(path, 'add');
  return parent.toSpliced(index, 0, value);
}

function put(parent: Value, key: string, value: Value, path: string): Value {
  if (!Array.isArray(parent)) return isObject(parent) ? withField(parent, key, value) : parent;
  const index = indexIn(parent, key);
  if (index === undefined) throw missing(path, 'replace');
  return parent.with(index, value);
}

function remove(parent: Value, key: string, path: string): Value {
  const index = Array.isArray(parent) ? indexIn(parent, key) : undefined;
  if (Array.isArray(parent) && index !== undefined) return parent.toSpliced(index, 1);
  if (isObject(parent) && Object.hasOwn(parent, key)) return withoutField(parent, key);
  throw missing(path, 'remove');
}

function replaceRoot(value: Value): Value {
  if (isObject(value) || Array.isArray(value)) return value;
  throw new KustomizeError('invalid', 'the root can only be replaced by an object or a list');
}

function test(root: Value, path: string, value: Value): Value {
  const found = path === '' ? root : lookUp(root, path, 'test');
  if (equalJson(found ?? null, value)) return root;
  const got = found === undefined ? 'no such field' : shortJson(found);
  throw new KustomizeError(
    'mismatch',
    `testing value ${path || 'of the whole object'} failed: expected ${shortJson(value)}, got ${got}`,
  );
}

/** Characters of a value that an error shows. */
const MOST_SHOWN = 60;

function shortJson(value: Value): string {
  const text = goJson(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

function equalJson(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => equalJson(item, b[index] ?? null));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(
      (key) => Object.hasOwn(b, key) && equalJson(getField(a, key) ?? null, getField(b, key) ?? null),
    )
  );
}

function missing(path: string, op: string): KustomizeError {
  return new KustomizeError('mismatch', `${op} operation does not apply: doc is missing path: "${path}"`);
}
