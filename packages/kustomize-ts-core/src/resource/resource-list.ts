import { KustomizeError } from '../errors.ts';
import { formatId, idKey, type ResourceId } from './id.ts';
import type { Resource } from './resource.ts';

/**
 * The resources of a build in the order they were read, each with an identity of its own.
 * Lookups use indexes that are made at first use; call {@link identitiesChanged} after a change of an identity.
 */
export class ResourceList {
  #items: Resource[] = [];
  #byId: Set<string> | undefined;
  #byAnyId: Map<string, Resource[]> | undefined;

  constructor(items: Iterable<Resource> = []) {
    for (const item of items) this.append(item);
  }

  get items(): readonly Resource[] {
    return this.#items;
  }

  /** Adds a resource; throws `conflict` when its identity is taken. */
  append(resource: Resource): void {
    this.#byId ??= new Set(this.#items.map((item) => idKey(item.id)));
    const key = idKey(resource.id);
    if (this.#byId.has(key)) {
      throw new KustomizeError(
        'conflict',
        `may not add resource with an already registered id: ${formatId(resource.id)}`,
      );
    }
    this.#byId.add(key);
    this.#items.push(resource);
    if (this.#byAnyId !== undefined) indexById(this.#byAnyId, resource);
  }

  appendAll(resources: Iterable<Resource>): void {
    for (const resource of resources) this.append(resource);
  }

  /** Puts a resource in the place of another. */
  replace(old: Resource, next: Resource): void {
    this.#items = this.#items.map((item) => (item === old ? next : item));
    this.identitiesChanged();
  }

  /** Keeps the resources that pass, in their order. */
  retain(keep: (resource: Resource) => boolean): void {
    const kept = this.#items.filter(keep);
    if (kept.length === this.#items.length) return;
    this.#items = kept;
    this.identitiesChanged();
  }

  /** Sets the order of the same resources. */
  reorder(items: readonly Resource[]): void {
    this.#items = [...items];
  }

  identitiesChanged(): void {
    this.#byId = undefined;
    this.#byAnyId = undefined;
  }

  /** Throws `conflict` when two resources have the same identity. */
  checkUnique(): void {
    const seen = new Set<string>();
    for (const { id } of this.#items) {
      const key = idKey(id);
      if (seen.has(key)) {
        throw new KustomizeError(
          'conflict',
          `may not add resource with an already registered id: ${formatId(id)}`,
        );
      }
      seen.add(key);
    }
  }

  /** The resources that have, or had before a change of name, namespace or kind, this identity. */
  findByAnyId(id: ResourceId): readonly Resource[] {
    if (this.#byAnyId === undefined) {
      this.#byAnyId = new Map();
      for (const item of this.#items) indexById(this.#byAnyId, item);
    }
    return (this.#byAnyId.get(idKey(id)) ?? []).filter((item) => !item.isDeleted);
  }

  /** The one resource that has or had this identity; throws `mismatch` otherwise. */
  getByAnyId(id: ResourceId): Resource {
    const [match, ...others] = this.findByAnyId(id);
    if (match === undefined) throw new KustomizeError('mismatch', `no matches for Id ${formatId(id)}`);
    if (others.length > 0) throw new KustomizeError('mismatch', `multiple matches for Id ${formatId(id)}`);
    return match;
  }
}

function indexById(index: Map<string, Resource[]>, resource: Resource): void {
  if (resource.isDeleted) return;
  for (const key of new Set([...resource.previousIds, resource.id].map(idKey))) {
    const known = index.get(key);
    if (known === undefined) index.set(key, [resource]);
    else known.push(resource);
  }
}
