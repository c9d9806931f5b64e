import { getField, isEmpty } from '../fields/object.ts';
import { textAt } from '../fields/source-text.ts';
import { isObject, type Value } from '../value.ts';
import { readDirective } from './directive.ts';
import type { ListMerge } from './list-merge.ts';

/**
 * Merges two lists in which every element has all keys and no two have the same, in one pass.
 *
 * @returns `undefined` for any other lists
 */
export function mergeUnique(
  target: Value[],
  patch: Value[] | undefined,
  merge: ListMerge,
): Value[] | undefined {
  if (merge.keys.length === 0) return undefined;
  const targets = indexElements(target, merge.keys);
  const patches = patch === target ? targets : indexElements(patch ?? [], merge.keys);
  if (targets === undefined || patches === undefined) return undefined;
  const result: Value[] = [];
  for (const identity of inOrder(targets, patches, merge)) {
    const before = targets.get(identity);
    const change = patch === undefined ? undefined : patches.get(identity);
    const element = merge.mergeElement(before, change);
    if (element === undefined || isEmpty(element)) continue;
    result.push(isUndone(before, change, merge) ? (before ?? element) : element);
  }
  return result;
}

/** The elements by their identity, in their order. */
function indexElements(list: readonly Value[], keys: readonly string[]): Map<string, Value> | undefined {
  const elements = new Map<string, Value>();
  for (const element of list) {
    if (!isObject(element)) return undefined;
    const values = keys.map((key) => (isEmpty(getField(element, key)) ? '' : textAt(element, key)));
    const identity = values.length === 1 ? (values[0] ?? '') : JSON.stringify(values);
    if (values.includes('') || elements.has(identity)) return undefined;
    elements.set(identity, element);
  }
  return elements;
}

/** Elements of the patch come first; with several keys, the target keeps its order. */
function inOrder(
  targets: ReadonlyMap<string, Value>,
  patches: ReadonlyMap<string, Value>,
  { keys, newElements }: ListMerge,
): Set<string> {
  if (newElements === 'last') return new Set([...targets.keys(), ...patches.keys()]);
  if (keys.length === 1) return new Set([...patches.keys(), ...targets.keys()]);
  const added = [...patches.keys()].filter((identity) => !targets.has(identity));
  return new Set([...added, ...targets.keys()]);
}

/** kyaml merges an element with `$patch: replace`, and then puts the old one in its place again. */
function isUndone(before: Value | undefined, change: Value | undefined, { newElements }: ListMerge): boolean {
  if (before === undefined || change === undefined || before === change || newElements === 'last')
    return false;
  return readDirective(change).directive === 'replace';
}
