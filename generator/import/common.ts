import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import { equal } from '../load/merge.ts';

/** What most of the values have in common: of a mapping the fields that more than half have, of all else the most frequent value. */
export function majority(values: readonly Value[]): Value {
  const mappings = values.filter(isObject);
  if (mappings.length * 2 <= values.length) return mostFrequent(values);
  const keys = new Set(mappings.flatMap((mapping) => Object.keys(mapping)));
  const common: ValueObject = {};
  for (const key of keys) {
    const present = mappings.filter((mapping) => Object.hasOwn(mapping, key));
    const isFirst = mappings[0] !== undefined && Object.hasOwn(mappings[0], key);
    if (present.length * 2 > mappings.length || (present.length * 2 === mappings.length && isFirst))
      common[key] = majority(present.map((mapping) => mapping[key] ?? null));
  }
  return common;
}

function mostFrequent(values: readonly Value[]): Value {
  const groups: { value: Value; count: number }[] = [];
  for (const value of values) {
    const known = groups.find((group) => equal(group.value, value));
    if (known) known.count++;
    else groups.push({ value, count: 1 });
  }
  return groups.reduce(
    (best, group) => (group.count > best.count ? group : best),
    groups[0] ?? { value: null, count: 0 },
  ).value;
}

/** What all mappings have, and have the same; `undefined` where that is nothing. */
export function intersection(values: readonly Value[]): Value | undefined {
  const [first, ...others] = values;
  if (first === undefined) return undefined;
  if (!isObject(first) || !values.every(isObject))
    return others.every((other) => equal(first, other)) ? first : undefined;
  const common: ValueObject = {};
  for (const key of Object.keys(first)) {
    if (!values.every((value) => Object.hasOwn(value, key))) continue;
    const shared = intersection(values.map((value) => value[key] ?? null));
    if (shared !== undefined) common[key] = shared;
  }
  return Object.keys(common).length > 0 || values.every((value) => Object.keys(value).length === 0)
    ? common
    : undefined;
}
