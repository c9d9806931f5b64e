import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  type Node,
  type Scalar,
  type YAMLMap,
} from 'yaml';

/** What only a walk over the whole document finds. */
export interface Survey {
  /** Keys that their mapping already has. */
  duplicates: Scalar[];
  /** The anchored node of each alias. */
  targets: ReadonlyMap<Alias, Node>;
  /** Aliases without an anchor before them. */
  unresolved: Alias[];
}

/**
 * Visits every node once, so that the time grows with the length of the text. The library's `Alias.resolve` walks over all anchors and
 * aliases for each alias, and its check for duplicate keys compares each key with each.
 */
export function survey({ contents }: Document): Survey {
  const duplicates: Scalar[] = [];
  const targets = new Map<Alias, Node>();
  const unresolved: Alias[] = [];
  const anchors = new Map<string, Node>();
  const look = (node: unknown): void => {
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target) targets.set(node, target);
      else unresolved.push(node);
    } else if (isPair(node)) {
      look(node.key);
      look(node.value);
    } else if (isNode(node)) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
      if (isMap(node)) addDuplicates(node, duplicates);
      if (isCollection(node)) for (const item of node.items) look(item);
    }
  };
  look(contents);
  return { duplicates, targets, unresolved };
}

function addDuplicates({ items }: YAMLMap, duplicates: Scalar[]): void {
  const names = new Set<unknown>();
  for (const { key } of items) {
    if (!isScalar(key)) continue;
    if (names.has(key.value)) duplicates.push(key);
    names.add(key.value);
  }
}
