import { getField } from '../fields/object.ts';
import { isObject, type Value, type ValueObject } from '../value.ts';
import { BUILTIN_TYPES, CLUSTER_SCOPED, NAMESPACED } from './builtin.generated.ts';
import { compileDefinitions, compileNode, groupVersionKind } from './compile.ts';
import { Schema, type SchemaTable } from './schema.ts';
import { parseTypes } from './type-text.ts';

/** A user's own OpenAPI document, which the `openapi` field of a kustomization refers to. */
export interface CustomSchema {
  readonly table: SchemaTable;
  /** `apiVersion/Kind` -> whether objects of it are in a namespace, where the paths of the document show it. */
  readonly namespaced: ReadonlyMap<string, boolean>;
}

/**
 * What one build knows about kinds. Real kustomize keeps this in a process-wide variable; here every
 * build has its own, with the same rules inside one build: the first `openapi` field counts.
 */
export class BuildSchema {
  #custom: CustomSchema | undefined;
  #joined: SchemaTable | undefined;
  #builtinInUse = false;
  #chosen = false;

  /** True once a schema was chosen, so that later `openapi` fields have no effect. */
  get isChosen(): boolean {
    return this.#chosen;
  }

  /** Chooses the user's schema, or with no argument the built-in one by its version. */
  choose(custom?: CustomSchema): void {
    this.#custom = custom;
    this.#chosen = true;
  }

  /** Schema of a kind, `undefined` for one that the schema in use does not know. */
  kind(apiVersion: string, kind: string): Schema | undefined {
    if (this.#custom === undefined) {
      this.#builtinInUse = true;
      // A search in the text rules out most custom kinds, so that it need not be read.
      if (builtin === undefined && !BUILTIN_TYPES.includes(`\n+${kind}`)) return undefined;
    }
    return find(this.#table(), `${apiVersion}/${kind}`);
  }

  /** A schema from a comment; its references point into the schema in use. */
  inline(definition: ValueObject): Schema | undefined {
    return new Schema(this.#table(), compileNode(definition)).self();
  }

  /** True when objects of the kind are cluster-scoped; unknown kinds count as namespaced. */
  isClusterScoped(apiVersion: string, kind: string): boolean {
    const name = `${apiVersion}/${kind}`;
    if (knownScopes !== undefined || isBuiltinVersion(apiVersion)) {
      if (scopes().cluster.has(name)) return true;
      if (scopes().namespaced.has(name)) return false;
    }
    if (this.#custom === undefined) {
      this.#builtinInUse = true;
      return false;
    }
    return this.#custom.namespaced.get(name) === false;
  }

  /** kyaml drops the built-in types when the first schema it loads is the user's, else it joins the two. */
  #table(): SchemaTable {
    if (this.#custom === undefined) return builtinSchema();
    if (!this.#builtinInUse) return this.#custom.table;
    this.#joined ??= {
      types: { ...builtinSchema().types, ...this.#custom.table.types },
      kinds: { ...builtinSchema().kinds, ...this.#custom.table.kinds },
    };
    return this.#joined;
  }
}

/** Read at first use and never changed: builds without patches do not pay for it. */
let builtin: SchemaTable | undefined;

function builtinSchema(): SchemaTable {
  builtin ??= parseTypes(BUILTIN_TYPES);
  return builtin;
}

let knownScopes: { cluster: ReadonlySet<string>; namespaced: ReadonlySet<string> } | undefined;

function scopes() {
  knownScopes ??= { cluster: parseScopes(CLUSTER_SCOPED), namespaced: parseScopes(NAMESPACED) };
  return knownScopes;
}

function isBuiltinVersion(apiVersion: string): boolean {
  const start = `\n${apiVersion} `;
  return CLUSTER_SCOPED.includes(start) || NAMESPACED.includes(start);
}

/** `apiVersion/Kind` of every kind in lines of `apiVersion Kind,Kind`. */
function parseScopes(text: string): Set<string> {
  const lines = text.trim().split('\n');
  return new Set(
    lines.flatMap((line) => {
      const [version = '', kinds = ''] = line.split(' ');
      return kinds.split(',').map((kind) => `${version}/${kind}`);
    }),
  );
}

function find(table: SchemaTable, name: string): Schema | undefined {
  const type = Object.hasOwn(table.kinds, name) ? table.kinds[name] : undefined;
  return type === undefined ? undefined : new Schema(table, { ref: type }).self();
}

/** Reads an OpenAPI v2 document. */
export function readCustomSchema(document: Value): CustomSchema {
  const definitions = isObject(document) ? getField(document, 'definitions') : undefined;
  const paths = isObject(document) ? getField(document, 'paths') : undefined;
  return {
    table: compileDefinitions(isObject(definitions) ? definitions : {}),
    namespaced: readScopes(paths),
  };
}

/** A kind with a path below `namespaces/{namespace}` is namespaced; one with other paths only is not. */
function readScopes(paths: Value | undefined): Map<string, boolean> {
  const namespaced = new Map<string, boolean>();
  if (!isObject(paths)) return namespaced;
  for (const [path, item] of Object.entries(paths)) {
    const get = isObject(item) ? getField(item, 'get') : undefined;
    const kind = isObject(get)
      ? groupVersionKind(getField(get, 'x-kubernetes-group-version-kind'))
      : undefined;
    if (kind === undefined) continue;
    if (path.includes('namespaces/{namespace}')) namespaced.set(kind, true);
    else if (!namespaced.has(kind)) namespaced.set(kind, false);
  }
  return namespaced;
}
