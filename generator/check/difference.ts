import { isObject, type Value } from '@kustomize-ts/core';

/** The path of the first place where two values differ, or `undefined` when they are equal. Shared subtrees cost nothing. */
export function firstDifference(a: Value | undefined, b: Value | undefined): (string | number)[] | undefined {
  if (a === b) return undefined;
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) return [];
    return firstOf(a.keys(), a, b);
  }
  if (isObject(a) && isObject(b)) {
    return firstOf(new Set([...Object.keys(a), ...Object.keys(b)]), a, b);
  }
  return [];
}

function firstOf<Step extends string | number>(
  steps: Iterable<Step>,
  a: Readonly<Record<Step, Value>>,
  b: Readonly<Record<Step, Value>>,
): (string | number)[] | undefined {
  for (const step of steps) {
    const below = firstDifference(own(a, step), own(b, step));
    if (below) return [step, ...below];
  }
  return undefined;
}

function own<Step extends string | number>(
  value: Readonly<Record<Step, Value>>,
  step: Step,
): Value | undefined {
  return Object.hasOwn(value, step) ? value[step] : undefined;
}
