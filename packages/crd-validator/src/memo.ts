import type { Finding } from './finding.ts';
import type { SchemaNode } from './node.ts';
import type { Normalized } from './normalize.ts';

/**
 * What one schema node made of a subtree it has seen, by identity. Objects of a thousand clusters share every
 * subtree that no variable touches, so most of their work is a look-up here.
 */
export interface Memo {
  normalized?: Normalized;
  structure?: readonly Finding[];
  rules?: readonly Finding[];
  /** The most that running the rules may cost. */
  cost?: number;
}

export type Memory = WeakMap<object, Memo>;

/** The memo of a subtree, empty at first; undefined where the node remembers nothing. */
export function memoOf({ remembers, compiled }: SchemaNode, value: object): Memo | undefined {
  if (!remembers) return undefined;
  compiled.memory ??= new WeakMap();
  const { memory } = compiled;
  let memo = memory.get(value);
  if (memo === undefined) {
    memo = {};
    memory.set(value, memo);
  }
  return memo;
}
