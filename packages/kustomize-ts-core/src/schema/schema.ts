/**
 * The part of an OpenAPI schema that a strategic merge needs: the types of fields, and the merge keys of lists.
 * A table of these is all that is kept of the 320 KB of Kubernetes' own OpenAPI data.
 */
export interface SchemaNode {
  /** Name of the type that this node refers to. */
  readonly ref?: string;
  /** Nodes of the named fields; a field that leads to no merging list is left out. */
  readonly fields?: Readonly<Record<string, SchemaNode>>;
  /** Node of every field not in `fields` (OpenAPI `additionalProperties`). */
  readonly rest?: SchemaNode;
  /** Node of the elements of a list. */
  readonly items?: SchemaNode;
  /** Present on a list that merges: the keys that identify an element, empty for a set of scalars. */
  readonly keys?: readonly string[];
}

/** Types by name, and for each `apiVersion/Kind` its type's name. */
export interface SchemaTable {
  readonly types: Readonly<Record<string, SchemaNode>>;
  readonly kinds: Readonly<Record<string, string>>;
}

/** A node together with the table its references point into. */
export class Schema {
  readonly #table: SchemaTable;
  readonly #node: SchemaNode;

  constructor(table: SchemaTable, node: SchemaNode) {
    this.#table = table;
    this.#node = node;
  }

  /** Merge keys of this list, `undefined` when the list is replaced as a whole. */
  get keys(): readonly string[] | undefined {
    return this.#node.keys;
  }

  field(name: string): Schema | undefined {
    const { fields, rest } = this.#node;
    return this.#resolve(fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : rest);
  }

  /** The node itself, its reference followed. */
  self(): Schema | undefined {
    return this.#resolve(this.#node);
  }

  elements(): Schema | undefined {
    return this.#resolve(this.#node.items);
  }

  #resolve(node: SchemaNode | undefined): Schema | undefined {
    let target = node;
    // A chain of references longer than there are types is a cycle.
    for (let hops = 0; target?.ref !== undefined; hops++) {
      if (hops > Object.keys(this.#table.types).length) return undefined;
      target = Object.hasOwn(this.#table.types, target.ref) ? this.#table.types[target.ref] : undefined;
    }
    return target && new Schema(this.#table, target);
  }
}
