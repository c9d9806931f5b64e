import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { MAX_VALUES } from './measure.ts';
import { type AliasTargets, isMergePair, mergedMappings } from './merge-keys.ts';

/** Levels of `<<` in a mapping that is merged. */
const MAX_MERGE_DEPTH = 100;

/** The plain value of a document, and the merge keys (`<<`) that cannot be merged. */
export interface DocumentValue {
  value: unknown;
  badMerges: Pair[];
  /** Whether merge keys copy more entries than a document may have; `value` is incomplete then. */
  mergesTooMuch: boolean;
}

/**
 * The plain value of a document. Aliases share the value of their anchor, so the time grows with the length of the text; the library's
 * `toJS` searches all anchors for each alias. Merge keys (`<<`) are merged.
 */
export function documentValue({ contents }: Document, targets: AliasTargets): DocumentValue {
  const values = new Map<Node, unknown>();
  const badMerges: Pair[] = [];
  const mergeDepths = new Map<object, number>();
  let copied = 0;

  const plain = (node: unknown): unknown => {
    if (isAlias(node)) return values.get(targets.get(node as Alias) as Node);
    if (isScalar(node)) {
      values.set(node, node.value);
      return node.value;
    }
    if (isMap(node)) {
      const mapping: Record<string, unknown> = {};
      values.set(node, mapping);
      for (const pair of node.items) {
        if (isMergePair(pair)) merge(mapping, pair);
        else set(mapping, String(isScalar(pair.key) ? pair.key.value : pair.key), plain(pair.value));
      }
      return mapping;
    }
    if (!isSeq(node)) return null;
    const list: unknown[] = [];
    values.set(node, list);
    for (const item of node.items) list.push(plain(item));
    return list;
  };

  const merge = (mapping: Record<string, unknown>, pair: Pair): void => {
    plain(pair.value);
    const merged = mergedMappings(pair, targets)?.map((node) => values.get(node) as object);
    const depth = 1 + Math.max(0, ...(merged ?? []).map((source) => mergeDepths.get(source) ?? 0));
    mergeDepths.set(mapping, Math.max(depth, mergeDepths.get(mapping) ?? 0));
    if (!merged || merged.includes(mapping) || depth > MAX_MERGE_DEPTH) {
      badMerges.push(pair);
      return;
    }
    for (const source of merged) {
      if (copied > MAX_VALUES) return;
      for (const [key, value] of Object.entries(source)) {
        if (copied++ >= MAX_VALUES) return;
        if (!Object.hasOwn(mapping, key)) set(mapping, key, value);
      }
    }
  };

  const value = plain(contents);
  return { value, badMerges, mergesTooMuch: copied > MAX_VALUES };
}

/** Sets a key as data, `__proto__` as well. */
function set(mapping: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(mapping, key, { value, enumerable: true, writable: true, configurable: true });
  else mapping[key] = value;
}
