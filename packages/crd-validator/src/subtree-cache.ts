import type { SchemaNode } from './node.ts';

/**
 * What a schema node made of subtrees, by identity. Objects of a thousand clusters share every subtree that no variable
 * touches, so most of their work is a look-up here. Only nodes with `caches` use it.
 */
export class SubtreeCache<T> {
  readonly #byNode = new WeakMap<SchemaNode, WeakMap<object, T>>();

  getOrCompute(node: SchemaNode, subtree: object, compute: () => T): T {
    if (!node.caches) return compute();
    let results = this.#byNode.get(node);
    if (results === undefined) {
      results = new WeakMap();
      this.#byNode.set(node, results);
    }
    const known = results.get(subtree);
    if (known !== undefined) return known;
    const made = compute();
    results.set(subtree, made);
    return made;
  }
}

/** Something made of each schema node when it is first needed. */
export class PerNode<T> {
  readonly #made = new WeakMap<SchemaNode, T>();
  readonly #make: (node: SchemaNode) => T;

  constructor(make: (node: SchemaNode) => T) {
    this.#make = make;
  }

  of(node: SchemaNode): T {
    const known = this.#made.get(node);
    if (known !== undefined) return known;
    const made = this.#make(node);
    this.#made.set(node, made);
    return made;
  }
}
