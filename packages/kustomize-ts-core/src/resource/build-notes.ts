import { getField, withField, withoutField } from '../fields/object.ts';
import { textAt } from '../fields/source-text.ts';
import { isObject, type ValueObject } from '../value.ts';

/** What happens to a generated resource when another has its identity. */
export type Behavior = 'unspecified' | 'create' | 'replace' | 'merge';

/** An identity that a resource had before it was renamed or moved. */
export interface PreviousId {
  readonly name: string;
  readonly namespace: string;
  readonly kind: string;
}

/** What a build records about a resource beside its object. */
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

/** Separates an object that was read from the internal annotations of kustomize on it. */
export function takeNotes(object: ValueObject): { object: ValueObject; notes: Partial<BuildNotes> } {
  const metadata = object.metadata;
  const annotations = isObject(metadata) ? getField(metadata, 'annotations') : undefined;
  if (!isObject(metadata) || !isObject(annotations)) return { object, notes: {} };
  const own = Object.keys(annotations).filter((key) => INTERNAL.has(key));
  if (own.length === 0) return { object, notes: {} };
  const notes = readNotes(new Map(own.map((key) => [key, textAt(annotations, key)])));
  const others = own.reduce(withoutField, annotations);
  return { object: withField(object, 'metadata', withField(metadata, 'annotations', others)), notes };
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

/** Reads `behavior`; any unknown value counts as absent, as in kustomize. */
export function readBehavior(text: string | undefined): Behavior {
  return text === 'create' || text === 'replace' || text === 'merge' ? text : 'unspecified';
}
