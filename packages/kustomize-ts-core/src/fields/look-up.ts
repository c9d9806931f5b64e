import { KustomizeError } from '../errors.ts';
import { isObject, type Value } from '../value.ts';
import { getField } from './object.ts';
import { styleAt, textAt, textOf } from './source-text.ts';

/** A value that was found, with its text if it is a scalar. */
export interface Found {
  readonly value: Value;
  readonly text: string;
}

/** What a path leads to. */
export interface FoundField extends Found {
  /** True for a scalar that kustomize made: only its text gives it a type. */
  readonly isUntyped: boolean;
}

/**
 * Follows a path as kyaml's `PathGetter` does: names, `0`, `-` for the last, `[name=value]`, `[=value]`.
 *
 * @returns `undefined` when something on the way is absent or null
 * @throws KustomizeError `mismatch` for a step into a value of another kind
 */
export function lookUpPath(root: Value, path: readonly string[]): FoundField | undefined {
  let found: Found = { value: root, text: textOf(root) };
  let isUntyped = false;
  for (const part of path.map((step) => step.trim())) {
    if (part === '') continue;
    const { value } = found;
    const next = step(value, part);
    if (next === undefined) return undefined;
    isUntyped = isObject(value) && styleAt(value, part) === 'untyped';
    found = next;
  }
  return { ...found, isUntyped };
}

function step(value: Value, part: string): Found | undefined {
  if (/^[+-]?\d+$/.test(part) || part === '-') return element(asList(value, part), part);
  if (part === '*') throw new KustomizeError('mismatch', 'a wildcard is not allowed here');
  if (part.startsWith('[') && part.endsWith(']')) return selected(asList(value, part), part);
  if (value === null) return undefined;
  if (!isObject(value)) throw new KustomizeError('mismatch', `expected a mapping for '${part}'`);
  const child = getField(value, part);
  return child === undefined ? undefined : { value: child, text: textAt(value, part) };
}

function element(list: readonly Value[], part: string): Found | undefined {
  if (part !== '-' && Number(part) < 0)
    throw new KustomizeError('mismatch', `index ${part} cannot be negative`);
  const index = part === '-' ? list.length - 1 : Number(part);
  const item = list[index];
  return item === undefined ? undefined : { value: item, text: textAt(list, index) };
}

/** Splits `[name=value]`. */
export function splitElementSelector(part: string): { key: string; value: string } {
  const inner = part.slice(1, -1);
  const equals = inner.indexOf('=');
  if (equals < 0) throw new KustomizeError('invalid', `'${part}' must be [fieldName=fieldValue]`);
  return { key: inner.slice(0, equals), value: inner.slice(equals + 1) };
}

function selected(list: readonly Value[], part: string): Found | undefined {
  const { key, value } = splitElementSelector(part);
  const index = list.findIndex((candidate, place) =>
    key === ''
      ? textAt(list, place) === value
      : isObject(candidate) && Object.hasOwn(candidate, key) && textAt(candidate, key) === value,
  );
  const item = list[index];
  return item === undefined ? undefined : { value: item, text: textAt(list, index) };
}

function asList(value: Value, part: string): readonly Value[] {
  if (value === null) return [];
  if (!Array.isArray(value)) throw new KustomizeError('mismatch', `expected a list for '${part}'`);
  return value;
}
