import { KustomizeError } from '../errors.ts';
import { getField, isEmpty, setField, withField, withoutField } from '../fields/object.ts';
import { requirePlainKeys } from '../fields/plain-key.ts';
import { quoteAmbiguousKeys, textAt } from '../fields/source-text.ts';
import type { BuildSchema } from '../schema/build-schema.ts';
import { isObject, type Value, type ValueObject } from '../value.ts';
import type { Behavior, BuildNotes, PreviousId } from './build-notes.ts';
import { effectiveNamespace, parseApiVersion, type ResourceId } from './id.ts';
import { isAnnotation, type Misfit } from './misfit.ts';
import type { SharedScalar } from './shared-scalars.ts';

/**
 * One Kubernetes object during a build, with what the build records about it.
 * Real kustomize keeps these notes as annotations under `internal.config.kubernetes.io`; here they
 * are fields, and only the object itself is a value.
 */
export class Resource {
  readonly #schema: BuildSchema;
  #object: ValueObject | null;
  #id: ResourceId | undefined;
  #previousIds: readonly ResourceId[] | undefined;
  #previous: readonly PreviousId[];

  /** Prefixes and suffixes given to the name so far, innermost first. */
  prefixes: readonly string[];
  suffixes: readonly string[];
  /** Set on generated resources only. */
  behavior: Behavior | undefined;
  /** Whether the name gets a hash of the content at the end. */
  needsHash: boolean;
  /** Names of the variables that take their value from this resource. */
  varNames: readonly string[] = [];
  /** Places of the object that share one scalar. */
  shared: readonly SharedScalar[] = [];
  /** For patches: whether they may rename their target or change its kind. */
  allowNameChange: boolean;
  allowKindChange: boolean;
  misfits: readonly Misfit[] = [];
  /** The file it was read from, or the kustomization that generates it. */
  file: string | undefined;

  constructor(schema: BuildSchema, object: ValueObject, notes: Partial<BuildNotes> = {}) {
    this.#schema = schema;
    this.#object = object;
    this.#previous = notes.previous ?? [];
    this.prefixes = notes.prefixes ?? [];
    this.suffixes = notes.suffixes ?? [];
    this.behavior = notes.behavior;
    this.needsHash = notes.needsHash ?? false;
    this.allowNameChange = notes.allowNameChange ?? false;
    this.allowKindChange = notes.allowKindChange ?? false;
  }

  /** A second resource with the same object and notes. */
  clone(): Resource {
    const copy = new Resource(this.#schema, this.object, { ...this, previous: this.#previous });
    copy.varNames = this.varNames;
    return copy;
  }

  /** The object; `{}` once a patch has deleted it. */
  get object(): ValueObject {
    return this.#object ?? {};
  }

  set object(object: ValueObject) {
    if (object === this.#object) return;
    this.#object = object;
    this.#id = undefined;
    this.#previousIds = undefined;
  }

  get isDeleted(): boolean {
    return isEmpty(this.#object);
  }

  delete(): void {
    this.object = {};
  }

  get apiVersion(): string {
    return textAt(this.object, 'apiVersion');
  }

  get kind(): string {
    return textAt(this.object, 'kind');
  }

  get name(): string {
    return this.#metaText('name');
  }

  get namespace(): string {
    return this.#metaText('namespace');
  }

  get id(): ResourceId {
    this.#id ??= this.#makeId(this);
    return this.#id;
  }

  /** Every identity the resource had before, oldest first; none while it never had a name. */
  get previousIds(): readonly ResourceId[] {
    this.#previousIds ??= this.#makePreviousIds();
    return this.#previousIds;
  }

  #makePreviousIds(): readonly ResourceId[] {
    if (this.#previous.every(({ name }) => name === '')) return [];
    const lost = this.#previous.find(({ name, kind }) => name === '' || kind === '');
    if (lost === undefined) return this.#previous.map((previous) => this.#makeId(previous));
    throw new KustomizeError('mismatch', `a ${lost.kind || 'resource'} no longer has a name or a kind`);
  }

  get originalId(): ResourceId {
    return this.previousIds[0] ?? this.id;
  }

  /** Records the present identity; call it before a change of name, namespace or kind. */
  storePreviousId(): void {
    const { name, kind } = this.id;
    this.#previous = [...this.#previous, { name, kind, namespace: effectiveNamespace(this.id) }];
    this.#previousIds = undefined;
    const { metadata } = this.object;
    if (isObject(metadata) && getField(metadata, 'annotations') === null) this.setMeta('annotations', {});
  }

  /** Removes the notes, which in real kustomize a patch does that removes or replaces all annotations. */
  dropNotes(): void {
    this.#previous = [];
    this.#previousIds = undefined;
    this.prefixes = [];
    this.suffixes = [];
    this.behavior = undefined;
    this.needsHash = false;
  }

  /** True when real kustomize would have annotations of its own on the object at this point. */
  get hasNotes(): boolean {
    return (
      this.#previous.length > 0 ||
      this.prefixes.length > 0 ||
      this.suffixes.length > 0 ||
      this.needsHash ||
      this.behavior !== undefined
    );
  }

  /** Takes over the notes of a resource that this one replaces or is merged into. */
  adoptNotes(other: Resource): void {
    this.#previous = other.#previous;
    this.#previousIds = undefined;
    this.prefixes = other.prefixes;
    this.suffixes = other.suffixes;
    this.behavior = other.behavior;
    this.needsHash = this.needsHash && other.needsHash;
    this.allowNameChange = other.allowNameChange;
    this.allowKindChange = other.allowKindChange;
    this.varNames = other.varNames;
  }

  /** Text of `metadata.labels` or `metadata.annotations`. */
  metaMap(field: 'labels' | 'annotations'): Record<string, string> {
    const metadata = this.object.metadata;
    const map = isObject(metadata) ? getField(metadata, field) : undefined;
    const texts: Record<string, string> = {};
    if (isObject(map)) for (const key of Object.keys(map)) setField(texts, key, textAt(map, key));
    return texts;
  }

  /** Replaces `metadata.labels` or `metadata.annotations`; an empty map removes the field. */
  setMetaMap(field: 'labels' | 'annotations', map: Readonly<Record<string, string>>): void {
    requirePlainKeys(Object.keys(map));
    const isRewritten = (path: readonly string[]) => path[0] === 'metadata' && path[1] === field;
    this.shared = this.shared.map((paths) => paths.filter((path) => !isRewritten(path)));
    if (field === 'annotations') this.misfits = this.misfits.filter(({ path }) => !isAnnotation(path));
    const texts: ValueObject = { ...map };
    quoteAmbiguousKeys(texts, Object.keys(texts));
    this.setMeta(field, isEmpty(map) ? undefined : texts);
  }

  /** Sets a field of `metadata`, or removes it. */
  setMeta(field: string, value: Value | undefined): void {
    const metadata = isObject(this.object.metadata) ? this.object.metadata : {};
    const changed = value === undefined ? withoutField(metadata, field) : withField(metadata, field, value);
    this.object = withField(this.object, 'metadata', changed);
  }

  #metaText(field: string): string {
    const metadata = this.object.metadata;
    if (!isObject(metadata) || getField(metadata, field) === null) return '';
    return textAt(metadata, field);
  }

  #makeId({ name, namespace, kind }: PreviousId): ResourceId {
    const apiVersion = this.apiVersion;
    const clusterScoped = this.#schema.isClusterScoped(apiVersion, kind);
    return { ...parseApiVersion(apiVersion), kind, name, namespace, clusterScoped };
  }
}
