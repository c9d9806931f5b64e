import { isObject, type Value } from '@kustomize-ts/core';
import { equal } from '../load/merge.ts';
import type { Path } from '../load/path.ts';

/** A place where two values differ. */
export interface Difference {
  /** In the new value, or in the old one where it is gone there. */
  path: Path;
  /** The path for people: items of lists by their `key` or `name`, `[aws.amazon.com/neuron]`. */
  label: string;
  before: Value | undefined;
  after: Value | undefined;
  /** Of two sets, the items that one of them has. */
  only?: { before: Value[]; after: Value[] };
}

/** How values are compared. */
export interface Rules {
  /** Whether two values at a path mean the same; if false, their fields and items are compared. */
  isSame(a: Value | undefined, b: Value | undefined, path: Path): boolean;
  /** Whether the order of a list at a path is irrelevant. */
  isSet(path: Path): boolean;
}

const AS_WRITTEN: Rules = { isSame: equal, isSet: () => false };

/**
 * All places where two values differ, as precisely as possible. Items of a list are compared like fields if
 * each has a unique `key` or `name`.
 */
export function differences(
  before: Value | undefined,
  after: Value | undefined,
  rules: Rules = AS_WRITTEN,
): Difference[] {
  return [...walk({ path: [], label: '', before, after }, rules)];
}

function* walk(at: Difference, rules: Rules): Generator<Difference> {
  if (rules.isSame(at.before, at.after, at.path)) return;
  const only = rules.isSet(at.path) ? unmatched(at, rules) : undefined;
  if (only && only.before.length + only.after.length === 0) return;
  const [a, b] = [fieldsOf(at.before, at.after), fieldsOf(at.after, at.before)];
  if (!a || !b) {
    yield only ? { ...at, only } : at;
    return;
  }
  for (const name of new Set([...a.keys(), ...b.keys()])) {
    const [before, after] = [a.get(name), b.get(name)];
    yield* walk(
      {
        path: [...at.path, after?.step ?? before?.step ?? name],
        label: at.label + labelOf(name, at.label === ''),
        before: before?.value,
        after: after?.value,
      },
      rules,
    );
  }
}

/** The items that one of two lists has, in whatever order; undefined where one of both is not a list. */
function unmatched({ path, label, before, after }: Difference, rules: Rules): Difference['only'] {
  if (!Array.isArray(before) || !Array.isArray(after)) return undefined;
  const isAlike = (a: Value, b: Value): boolean =>
    walk({ path: [...path, 0], label, before: a, after: b }, rules).next().done === true;
  const left = [...after];
  const onlyBefore = before.filter((item) => {
    const match = left.findIndex((other) => isAlike(item, other));
    if (match >= 0) left.splice(match, 1);
    return match < 0;
  });
  return { before: onlyBefore, after: left };
}

function labelOf(name: string, isFirst: boolean): string {
  if (!/^[A-Za-z_][\w-]*$/.test(name)) return `[${name}]`;
  return isFirst ? name : `.${name}`;
}

interface Field {
  step: string | number;
  value: Value;
}

/** The fields of a mapping, or of a list whose items have names or are as many as the other's; undefined for any other value. */
function fieldsOf(value: Value | undefined, other: Value | undefined): Map<string, Field> | undefined {
  if (isObject(value))
    return new Map(Object.entries(value).map(([step, field]) => [step, { step, value: field }]));
  if (!Array.isArray(value)) return undefined;
  const items = value.map((item, step): Field => ({ step, value: item }));
  const names = value.map(nameOf);
  const fields = new Map(items.map((item, i) => [names[i] ?? '', item]));
  if (items.length > 0 && !names.includes(undefined) && fields.size === items.length) return fields;
  const isAlike =
    Array.isArray(other) && other.length === value.length && [...value, ...other].every(isObject);
  return isAlike ? new Map(items.map((item, i) => [String(i), item])) : undefined;
}

function nameOf(item: Value): string | undefined {
  if (!isObject(item)) return undefined;
  return [item.key, item.name].find((one) => typeof one === 'string');
}
