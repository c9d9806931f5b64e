import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import type { Location } from '../diagnostics/diagnostic.ts';
import { type AliasTargets, isMergePair, mergedMappings } from './merge-keys.ts';
import type { DocumentPlaces, Part, Path } from './path.ts';

/** What places in a document are found by. */
interface Parsed {
  document: Document;
  text: string;
  targets: AliasTargets;
  at(start: number, end: number): Location;
}

/** Finds where the values of a document are written. */
export function createDocumentPlaces({ document, text, targets, at }: Parsed): DocumentPlaces {
  const lookup = { index: createIndex(targets), aliases: targets };
  return {
    depth: (path) => descend(document, lookup, path).depth,
    locate: (path, part = 'value') => {
      const { node, key, depth } = descend(document, lookup, path);
      const missing = depth < path.length;
      const target = (part === 'key' || missing) && key ? key : (anchored(node, targets) ?? key);
      if (typeof part === 'object' && !missing) {
        const [from, end] = target?.range ?? [0, 0];
        const start = nthIndex(text.slice(from, end), part);
        if (start >= 0) return at(from + start, from + start + part.text.length);
      }
      return at(target?.range?.[0] ?? 0, target?.range?.[1] ?? 0);
    },
  };
}

/** A scalar that replaces its alias: its text is what an author corrects. */
function anchored(node: Node | undefined, targets: AliasTargets): Node | undefined {
  const target = isAlias(node) ? targets.get(node) : undefined;
  return isScalar(target) ? target : node;
}

/** Where a text occurs for the nth time, or -1. */
function nthIndex(source: string, { text, nth }: Exclude<Part, string>): number {
  let index = source.indexOf(text);
  for (let i = 0; i < nth && index >= 0; i++) index = source.indexOf(text, index + text.length);
  return index;
}

interface Lookup {
  index: Index;
  aliases: AliasTargets;
}

type Index = (map: YAMLMap) => ReadonlyMap<string, Pair<Node, Node | null>>;

/** Indexes each mapping's keys once, since a mapping may have thousands of clusters. A merged key is found where it is written. */
function createIndex(targets: AliasTargets): Index {
  const known = new Map<YAMLMap, Map<string, Pair<Node, Node | null>>>();
  const index: Index = (map) => {
    let pairs = known.get(map);
    if (pairs) return pairs;
    pairs = new Map();
    known.set(map, pairs);
    const items = map.items as Pair<Node, Node | null>[];
    for (const pair of items)
      if (isScalar(pair.key) && !isMergePair(pair)) pairs.set(String(pair.key.value), pair);
    for (const merged of items.filter(isMergePair).flatMap((pair) => mergedMappings(pair, targets) ?? []))
      for (const [key, pair] of index(merged)) if (!pairs.has(key)) pairs.set(key, pair);
    return pairs;
  };
  return index;
}

/** Follows `path` from the root as far as it goes, through aliases. */
function descend(
  document: Document,
  { index, aliases }: Lookup,
  path: Path,
): { node: Node | undefined; key: Node | undefined; depth: number } {
  let node = document.contents ?? undefined;
  let key: Node | undefined;
  let depth = 0;
  for (const step of path) {
    const held = isAlias(node) ? aliases.get(node) : node;
    if (isMap(held)) {
      const pair = index(held).get(String(step));
      if (!pair) break;
      key = pair.key;
      node = pair.value ?? pair.key;
    } else if (isSeq(held) && typeof step === 'number' && held.items[step] !== undefined) {
      node = held.items[step] as Node;
      key = undefined;
    } else break;
    depth++;
  }
  return { node, key, depth };
}

export function range(file: string, lines: LineCounter, start: number, end: number): Location {
  const from = lines.linePos(start);
  const to = lines.linePos(Math.max(start, end));
  return {
    file,
    line: Math.max(1, from.line),
    column: Math.max(1, from.col),
    endLine: Math.max(1, to.line),
    endColumn: Math.max(1, to.col),
  };
}
