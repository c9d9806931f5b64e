import { getField, setField, withField } from '../fields/object.ts';
import { recordSourceText, textAt } from '../fields/source-text.ts';
import { isObject, type ValueObject } from '../value.ts';
import type { Behavior, PreviousId } from './resource.ts';

/** What a build remembers about a resource beside its object. */
export interface BuildNotes {
  readonly previous: readonly PreviousId[];
  readonly prefixes: readonly string[];
  readonly suffixes: readonly string[];
  readonly behavior: Behavior | undefined;
  readonly needsHash: boolean;
  readonly allowNameChange: boolean;
  readonly allowKindChange: boolean;
}

const DOMAIN = 'internal.config.kubernetes.io';
const NOTE = {
  previousKinds: `${DOMAIN}/previousKinds`,
  previousNames: `${DOMAIN}/previousNames`,
  previousNamespaces: `${DOMAIN}/previousNamespaces`,
  prefixes: `${DOMAIN}/prefixes`,
  suffixes: `${DOMAIN}/suffixes`,
  allowNameChange: `${DOMAIN}/allowNameChange`,
  allowKindChange: `${DOMAIN}/allowKindChange`,
  behavior: `${DOMAIN}/generatorBehavior`,
  needsHash: `${DOMAIN}/needsHashSuffix`,
};

/** Annotations that never leave a build (kustomize api v0.21.2, `resource.BuildAnnotations`). */
const INTERNAL = new Set([
  ...Object.values(NOTE),
  `${DOMAIN}/refBy`,
  `${DOMAIN}/path`,
  `${DOMAIN}/index`,
  `${DOMAIN}/seqindent`,
  `${DOMAIN}/id`,
  `${DOMAIN}/annotations-migration-resource-id`,
  `${DOMAIN}/helm-generated`,
  'config.kubernetes.io/path',
  'config.kubernetes.io/index',
  'config.k8s.io/id',
]);

/**
 * Readies an object that was read for a build: annotation values become strings by their source text,
 * as they all do in the end, and annotations of kustomize's own become notes.
 * Nulls stay, since in a patch they delete.
 */
export function takeNotes(object: ValueObject): { object: ValueObject; notes: Partial<BuildNotes> } {
  const metadata = object.metadata;
  const annotations = isObject(metadata) ? getField(metadata, 'annotations') : undefined;
  if (!isObject(metadata) || !isObject(annotations)) return { object, notes: {} };
  const entries = Object.entries(annotations);
  if (entries.every(([key, value]) => !INTERNAL.has(key) && (typeof value === 'string' || value === null))) {
    return { object, notes: {} };
  }
  const found = new Map<string, string>();
  const kept: ValueObject = {};
  for (const [key, value] of entries) {
    const text = textAt(annotations, key);
    if (INTERNAL.has(key)) found.set(key, text);
    else setField(kept, key, value === null ? null : text);
    if (value === null) recordSourceText(kept, key, text, false);
  }
  return {
    object: withField(object, 'metadata', withField(metadata, 'annotations', kept)),
    notes: readNotes(found),
  };
}

function readNotes(found: ReadonlyMap<string, string>): Partial<BuildNotes> {
  const list = (key: string) => found.get(key)?.split(',') ?? [];
  const kinds = list(NOTE.previousKinds);
  const namespaces = list(NOTE.previousNamespaces);
  return {
    previous: list(NOTE.previousNames).map((name, index) => ({
      name,
      namespace: namespaces[index] ?? '',
      kind: kinds[index] ?? '',
    })),
    prefixes: list(NOTE.prefixes),
    suffixes: list(NOTE.suffixes),
    behavior: found.has(NOTE.behavior) ? readBehavior(found.get(NOTE.behavior)) : undefined,
    needsHash: found.get(NOTE.needsHash) === 'enabled',
    allowNameChange: found.get(NOTE.allowNameChange) === 'enabled',
    allowKindChange: found.get(NOTE.allowKindChange) === 'enabled',
  };
}

/** Reads `behavior`; anything unknown counts as not given, as in kustomize. */
export function readBehavior(text: string | undefined): Behavior {
  return text === 'create' || text === 'replace' || text === 'merge' ? text : 'unspecified';
}
