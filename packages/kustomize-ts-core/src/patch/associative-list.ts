import { KustomizeError } from '../errors.ts';
import { getField, isEmpty, withField } from '../fields/object.ts';
import { isFlow, textAt, textOf } from '../fields/source-text.ts';
import { isObject, type Value } from '../value.ts';
import { resolveKustomize } from '../yaml/scalar.ts';
import { readDirective } from './directive.ts';
import { setElement } from './element-setter.ts';
import type { ListMerge } from './list-merge.ts';
import { uniteValues, usedKeys, valuesOfKeys } from './merge-values.ts';
import { mergeUnique } from './unique-list.ts';

/**
 * Merges two lists element by element. Follows kyaml v0.21.2 (yaml/walk/associative_sequence.go) step by
 * step, also where elements have no key or the same key, since the order of the result follows from these steps.
 * A list merged with itself (`patch === target`) is one that the patch adds.
 */
export function mergeAssociative(target: Value[], patch: Value[] | undefined, merge: ListMerge): Value[] {
  const merged = mergeUnique(target, patch, merge) ?? new AssociativeMerge(target, patch, merge).run();
  const same = merged.length === target.length && merged.every((item, index) => item === target[index]);
  // Upstream makes a new list, which is in block style.
  return same && !isFlow(target) ? target : [...merged];
}

/** The step-by-step merge compares each element with each other; nobody writes such a list by hand. */
const MOST_ELEMENTS = 2000;

class AssociativeMerge {
  readonly #keys: readonly string[];
  readonly #merge: ListMerge;
  readonly #isOwnPatch: boolean;
  #target: Value[];
  #patch: Value[] | undefined;

  constructor(target: Value[], patch: Value[] | undefined, merge: ListMerge) {
    this.#keys = merge.keys.length === 0 ? [''] : merge.keys;
    this.#merge = merge;
    this.#isOwnPatch = target === patch;
    if (target.length + (patch?.length ?? 0) > MOST_ELEMENTS) {
      throw new KustomizeError(
        'unsupported',
        `merging ${target.length} elements of which some have no key or the same key`,
      );
    }
    this.#target = [...target];
    this.#patch = this.#isOwnPatch ? this.#target : patch && [...patch];
  }

  run(): Value[] {
    const valuesList = this.#keys.length > 1 ? uniteValues(this.#elementValues()) : this.#elementValues();
    if (valuesList.length === 0) return this.#target;
    const used = usedKeys(valuesList, this.#keys);
    let added: Value[] = [];
    for (const all of valuesList) {
      const values = valuesOfKeys(all, this.#keys, used);
      const element = this.#mergeElement(used, values);
      if (element === undefined) this.#setTarget(setElement(this.#target, used, values, undefined));
      else added = setElement(added, used, values, element);
    }
    return this.#merge.newElements === 'last'
      ? appendElements(this.#target, added, used)
      : appendElements(added, this.#target, used);
  }

  /** Key values of all elements, each once, in the order of the merged elements. */
  #elementValues(): (readonly string[])[] {
    const lists = [this.#patch ?? [], this.#target];
    if (this.#merge.newElements === 'last') lists.reverse();
    const found = new Map<string, readonly string[]>();
    for (const item of lists.flat()) {
      const values = this.#keys.map((key) => (key === '' ? textOf(item) : keyText(item, key)));
      const identity = JSON.stringify(values);
      if (!found.has(identity)) found.set(identity, values);
    }
    return [...found.values()];
  }

  #mergeElement(keys: readonly string[], values: readonly string[]): Value | undefined {
    const named = usedKeys([values], keys);
    const wanted = valuesOfKeys(values, keys, named);
    const targetIndex = findElement(this.#target, named, wanted);
    const patchIndex = this.#patch === undefined ? -1 : findElement(this.#patch, named, wanted);
    const before = this.#target[targetIndex];
    const change = this.#patch?.[patchIndex];
    const merged = this.#merge.mergeElement(before, change);
    if (merged === undefined || (isObject(merged) && isEmpty(merged))) return undefined;
    const element = withKeys(merged, keys, values);
    // Upstream changes elements in place, in the list that holds them.
    if (isObject(before)) {
      const isReplaced = change !== undefined && readDirective(change).directive === 'replace';
      if (!isReplaced || this.#isOwnPatch) this.#target[targetIndex] = element;
    } else if (before === undefined && this.#patch !== undefined) {
      this.#patch[patchIndex] = element;
    }
    return element;
  }

  #setTarget(list: Value[]): void {
    this.#target = list;
    if (this.#isOwnPatch) this.#patch = list;
  }
}

/** Text of a key of an element; `''` also for null, `{}` and `[]`. */
function keyText(item: Value, key: string): string {
  return isObject(item) && !isEmpty(getField(item, key)) ? textAt(item, key) : '';
}

/** Index of the first element whose keys have exactly these values. */
function findElement(list: readonly Value[], keys: readonly string[], values: readonly string[]): number {
  if (keys[0] === '') return list.findIndex((item) => textOf(item) === values[0]);
  return list.findIndex(
    (item) =>
      isObject(item) &&
      keys.every((key, index) => Object.hasOwn(item, key) && textAt(item, key) === values[index]),
  );
}

function withKeys(element: Value, keys: readonly string[], values: readonly string[]): Value {
  if (!isObject(element)) return element;
  let result = element;
  for (const [index, key] of keys.entries()) {
    const value = values[index] ?? '';
    if (!Object.hasOwn(result, key) && value !== '') result = withField(result, key, resolveKustomize(value));
  }
  return result;
}

/** Adds the elements of a list to another, in the place of those that have the same key values. */
function appendElements(to: readonly Value[], elements: readonly Value[], keys: readonly string[]): Value[] {
  const fast = appendUnique(to, elements, keys);
  if (fast !== undefined) return fast;
  let result = [...to];
  for (const element of elements) {
    const values: string[] = [];
    if (keys[0] === '') {
      values.push(textOf(element));
    } else {
      if (element !== null && !isObject(element)) {
        throw new KustomizeError('mismatch', `expected a mapping with '${keys.join("', '")}' in a list`);
      }
      for (const key of keys) {
        if (element !== null && Object.hasOwn(element, key)) values.push(textAt(element, key));
        else result.push(element);
      }
      if (keys.length > 1) result = setElement(result, keys, values, undefined);
    }
    result = setElement(result, keys, values, element);
  }
  return result;
}

/** The common case in one pass: one key, which every element has, with unique values. */
function appendUnique(
  to: readonly Value[],
  elements: readonly Value[],
  [key, ...others]: readonly string[],
): Value[] | undefined {
  if (key === undefined || key === '' || others.length > 0) return undefined;
  const places = new Map<string, number>();
  const result: Value[] = [];
  for (const list of [to, elements]) {
    const seen = new Set<string>();
    for (const element of list) {
      const text = keyText(element, key);
      if (text === '' || seen.has(text)) return undefined;
      seen.add(text);
      const place = places.get(text);
      if (place === undefined) places.set(text, result.push(element) - 1);
      else result[place] = element;
    }
  }
  return result;
}
