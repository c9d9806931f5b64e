import type { Value } from '../value.ts';
import type { NodeFacts } from './node.ts';

/** A node that aliases can refer to. */
export interface Anchor {
  /** Unset while the node is still being read: an alias within itself. */
  value: Value | undefined;
  facts: NodeFacts;
  /** Nodes in it, aliases expanded. */
  size: number;
  /** Levels of collections in it, aliases expanded. */
  height: number;
}

/** Nodes decoded before the share of aliases is checked (go-yaml decode.go). */
const FREE_NODES = 1000;
const FREE_ALIASED = 100;
const RATIO_LOW = 400_000;
const RATIO_HIGH = 4_000_000;

/**
 * The anchors of one document, and the guard against documents that are small to read and huge to
 * expand. An alias shares its anchor's value, so expansion itself costs nothing here; the guard protects
 * the code that walks the result.
 */
export class Anchors {
  private readonly byName = new Map<string, Anchor>();
  private nodes = 0;
  private aliased = 0;

  /** Nodes counted so far. */
  get count(): number {
    return this.nodes;
  }

  /** Names the node about to be read. */
  open(name: string, facts: NodeFacts): Anchor {
    const anchor: Anchor = { value: undefined, facts, size: 0, height: 0 };
    this.byName.set(name, anchor);
    return anchor;
  }

  find(name: string): Anchor | undefined {
    return this.byName.get(name);
  }

  /** Counts a node; false when too many of all nodes come from aliases. */
  countNode(): boolean {
    this.nodes++;
    return this.aliased === 0 || this.withinBudget();
  }

  /** Counts an alias's expansion; false as {@link countNode}. */
  countExpansion(size: number): boolean {
    this.nodes += size;
    this.aliased += size;
    return this.withinBudget();
  }

  private withinBudget(): boolean {
    if (this.aliased <= FREE_ALIASED || this.nodes <= FREE_NODES) return true;
    return this.aliased / this.nodes <= allowedRatio(this.nodes);
  }
}

/** 99 % of a small document may come from aliases, 10 % of a very large one. */
function allowedRatio(nodes: number): number {
  if (nodes <= RATIO_LOW) return 0.99;
  if (nodes >= RATIO_HIGH) return 0.1;
  return 0.99 - 0.89 * ((nodes - RATIO_LOW) / (RATIO_HIGH - RATIO_LOW));
}
