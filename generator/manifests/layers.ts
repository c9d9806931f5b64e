import { posix } from 'node:path';
import { isObject, readYaml, type Value, type ValueObject, YamlError } from '@kustomize-ts/core';
import { pointerSteps } from '../load/json-pointer.ts';
import type { Locate } from '../load/path.ts';
import { createPlaces, placeWithin } from '../load/places.ts';
import { type DocumentText, splitDocuments } from '../load/split-documents.ts';
import type { Path } from '../render/index.ts';
import { isKustomization } from '../render/kustomization-file.ts';

/** A document that a part of a built object may come from. */
export interface Layer {
  value: Value;
  locate: Locate;
  /** Where in the document the object's field would be; undefined where it cannot be there. */
  pathOf(path: Path): Path | undefined;
  /** Steps of `pathOf` that lead to the object itself. */
  from: number;
}

export interface Layers {
  /** Patches that may have changed the object, the one that was applied last first. */
  patchesOf(object: ValueObject): Layer[];
  /** Documents of a file that the object may be. */
  resourcesOf(file: string, object: ValueObject): Layer[];
  /** Documents of any file that are of a kind and of a name, or of one that kustomize has added something to. */
  anyOf(kind: string, name: string): Layer[];
  /** A kustomization's own document; undefined where it cannot be read. */
  kustomizationAt(file: string): Document | undefined;
  /** The patches that a field of a kustomization, such as `patches[1]`, has or names. */
  patchesAt(file: string, field: string): Document[];
}

/** One document of a file, or a patch within one. */
export interface Document {
  value: Value;
  locate: Locate;
}

/** A patch as a kustomization names it. */
interface Patch extends Document {
  /** The kustomization's file and field. */
  file: string;
  field: string;
  target: ValueObject | undefined;
}

/** @param sources texts of files by absolute path, kustomizations from the outermost to the innermost */
export function createLayers(sources: ReadonlyMap<string, string>, nameOf: (path: string) => string): Layers {
  const read = new Map<string, Document[]>();
  const documentsOf = (path: string): Document[] => {
    const known = read.get(path) ?? readAll(nameOf(path), sources.get(path) ?? '');
    read.set(path, known);
    return known;
  };
  const patches = [...sources.keys()]
    .filter(isKustomization)
    .flatMap((path) =>
      documentsOf(path).flatMap((one) => patchesIn(one, path, sources.get(path) ?? '', documentsOf)),
    );
  return {
    patchesOf: (object) => patches.flatMap((patch) => layersOf(patch, object)),
    resourcesOf: (file, object) => documentsOf(file).flatMap((one) => resourceLayer(one, object)),
    anyOf: (kind, name) =>
      [...sources.keys()].flatMap((path) =>
        documentsOf(path).flatMap((one) => resourceLayer(one, { kind, metadata: { name } })),
      ),
    kustomizationAt: (file) => documentsOf(file)[0],
    patchesAt: (file, field) => patches.filter((one) => one.file === file && one.field.startsWith(field)),
  };
}

function readAll(file: string, text: string): Document[] {
  return splitDocuments(text).flatMap((document) => readOne(document, createPlaces(file, document)));
}

function readOne({ text }: DocumentText, locate: Locate): Document[] {
  try {
    return [{ value: readYaml(text), locate }];
  } catch (error) {
    if (error instanceof YamlError) return [];
    throw error;
  }
}

const PATCH_FIELDS = ['patches', 'patchesJson6902', 'patchesStrategicMerge'] as const;

/**
 * The patches that a kustomization names or holds, the last first.
 * @param text of the kustomization's file
 */
function patchesIn(
  { value, locate }: Document,
  file: string,
  text: string,
  documentsOf: (path: string) => Document[],
): Patch[] {
  if (!isObject(value)) return [];
  const patchOf = (entry: Value, at: Path): Patch[] => {
    const { path, patch = '', target } = describe(entry);
    const source = { file, field: `${String(at[0])}[${String(at[1])}]`, target };
    const named = path === undefined ? [] : documentsOf(posix.join(posix.dirname(file), path));
    if (named.length > 0) return named.map((one) => ({ ...one, ...source }));
    const whole = () => locate(typeof entry === 'string' ? at : [...at, 'patch']);
    return readAll('', patch).map((one) => ({
      ...source,
      value: one.value,
      locate: (inner, part) => placeWithin(text, whole(), one.locate(inner, part)),
    }));
  };
  return PATCH_FIELDS.flatMap((field) => {
    const entries = value[field];
    if (!Array.isArray(entries)) return [];
    return entries
      .map((entry, i) => patchOf(entry, [field, i]))
      .reverse()
      .flat();
  });
}

/** An entry of `patchesStrategicMerge` is a path or the patch itself. */
function describe(entry: Value): { path?: string; patch?: string; target?: ValueObject | undefined } {
  if (typeof entry === 'string') return { path: entry, patch: entry };
  if (!isObject(entry)) return {};
  return {
    ...(typeof entry.path === 'string' ? { path: entry.path } : {}),
    ...(typeof entry.patch === 'string' ? { patch: entry.patch } : {}),
    target: isObject(entry.target) ? entry.target : undefined,
  };
}

function layersOf({ value, locate, target }: Patch, object: ValueObject): Layer[] {
  if (target !== undefined && !isTarget(target, object)) return [];
  if (Array.isArray(value))
    return value.flatMap((operation, i) =>
      isObject(operation) ? operationLayer(value, operation, i, locate) : [],
    );
  if (!isObject(value) || (target === undefined && !isSame(value, object))) return [];
  return [{ value, locate, pathOf: (path) => path, from: 0 }];
}

/** One JSON6902 operation: it holds what lies below its pointer. */
function operationLayer(
  value: Value,
  { path: pointer }: ValueObject,
  index: number,
  locate: Locate,
): Layer[] {
  if (typeof pointer !== 'string') return [];
  const steps = pointerSteps(pointer);
  const pathOf = (path: Path): Path | undefined =>
    steps.length <= path.length && steps.every((step, i) => step === String(path[i]) || step === '-')
      ? [index, 'value', ...path.slice(steps.length)]
      : undefined;
  return [{ value, locate, pathOf, from: 2 - steps.length }];
}

function resourceLayer({ value, locate }: Document, object: ValueObject): Layer[] {
  if (!isObject(value)) return [];
  if (String(value.kind).endsWith('List') && Array.isArray(value.items))
    return value.items.flatMap((item, i) =>
      isObject(item) && isSame(item, object)
        ? [{ value, locate, pathOf: (path: Path) => ['items', i, ...path], from: 2 }]
        : [],
    );
  return isSame(value, object) ? [{ value, locate, pathOf: (path) => path, from: 0 }] : [];
}

/** Whether a document is of the object's kind and of its name, to which kustomize may have put something in front or behind. */
function isSame(value: ValueObject, object: ValueObject): boolean {
  return value.kind === object.kind && nameOf(object).includes(nameOf(value));
}

function isTarget({ kind, name }: ValueObject, object: ValueObject): boolean {
  const plain = typeof name === 'string' && /^[\w.-]+$/.test(name);
  return (kind === undefined || kind === object.kind) && (!plain || nameOf(object).includes(String(name)));
}

function nameOf({ metadata }: ValueObject): string {
  return isObject(metadata) ? String(metadata.name ?? '') : '';
}
