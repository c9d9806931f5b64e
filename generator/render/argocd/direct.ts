import {
  applyJson6902,
  isObject,
  KustomizeError,
  readYaml,
  type Value,
  type ValueObject,
  YamlError,
} from '@kustomize-ts/core';
import { readKustomization } from '../kustomization-file.ts';
import { roundIntegers } from '../numbers.ts';
import type { Overlay } from '../overlay.ts';

/** Fields of a kustomization that have done their work when its `patches` are applied. */
const BEFORE_PATCHES = new Set([
  'apiVersion',
  'kind',
  'metadata',
  'resources',
  'components',
  'patchesStrategicMerge',
  'patches',
]);
/** Text that is the same pattern in Go and here; kustomize anchors it. */
const SIMPLE_PATTERN = /^[A-Za-z0-9._/-]*$/;
const TARGET_FIELDS = new Set(['group', 'version', 'kind', 'name']);

/**
 * Applies patches to the objects of an overlay without building it again, in the one case that thousands of clusters
 * need to be fast: JSON6902 operations below `spec`, on an overlay in which nothing happens after its patches.
 * @returns undefined where only a build is known to be right
 */
export function applyDirectly(overlay: Overlay, patches: ValueObject[]): ValueObject[] | undefined {
  if (!isReady(overlay)) return undefined;
  const objects = [...overlay.objects];
  for (const patch of patches) {
    const read = readPatch(patch);
    if (!read) return undefined;
    for (const [index, object] of objects.entries()) {
      if (!read.matches(object)) continue;
      const patched = applied(object, read.operations);
      if (!patched) return undefined;
      objects[index] = patched;
    }
  }
  return objects;
}

const readiness = new WeakMap<Overlay, boolean>();

/** Known once for all clusters of an overlay. */
function isReady(overlay: Overlay): boolean {
  const known = readiness.get(overlay);
  if (known !== undefined) return known;
  const file = readKustomization(overlay.fs, overlay.directory);
  const ready =
    file !== undefined &&
    Object.keys(file.value).every((field) => BEFORE_PATCHES.has(field)) &&
    overlay.resources.every(keepsName) &&
    overlay.objects.every(isPlain);
  readiness.set(overlay, ready);
  return ready;
}

/** A target may name an object by a name that it had before. */
function keepsName({ id, previousIds }: Overlay['resources'][number]): boolean {
  return previousIds.every(
    ({ name, namespace, kind }) => name === id.name && namespace === id.namespace && kind === id.kind,
  );
}

/** kustomize takes a patched object through JSON, which rounds big integers and tidies annotations. */
function isPlain(object: ValueObject): boolean {
  const annotations = isObject(object.metadata) ? object.metadata.annotations : undefined;
  const texts = isObject(annotations) ? Object.values(annotations) : undefined;
  const tidy = texts === undefined || (texts.length > 0 && texts.every((text) => typeof text === 'string'));
  return tidy && roundIntegers(object) === object;
}

interface DirectPatch {
  operations: ValueObject[];
  matches: (object: ValueObject) => boolean;
}

function readPatch({ target, patch, ...other }: ValueObject): DirectPatch | undefined {
  if (Object.keys(other).length > 0 || typeof patch !== 'string' || !isObject(target)) return undefined;
  const patterns = Object.entries(target);
  const isSimple = patterns.every(
    ([field, pattern]) =>
      TARGET_FIELDS.has(field) && typeof pattern === 'string' && SIMPLE_PATTERN.test(pattern),
  );
  const operations = readOperations(patch.trim());
  if (!isSimple || !operations) return undefined;
  const tests = patterns
    .filter(([, pattern]) => pattern !== '')
    .map(([field, pattern]) => ({ field, expression: new RegExp(`^(?:${pattern})$`) }));
  return {
    operations,
    matches: (object) =>
      tests.every(({ field, expression }) => expression.test(identityField(object, field))),
  };
}

function identityField({ apiVersion, kind, metadata }: ValueObject, field: string): string {
  if (field === 'kind') return String(kind);
  if (field === 'name') return String(isObject(metadata) ? metadata.name : '');
  const [first = '', second] = String(apiVersion).split('/');
  if (field === 'group') return second === undefined ? '' : first;
  return second ?? first;
}

function readOperations(text: string): ValueObject[] | undefined {
  if (text.startsWith('[')) return undefined;
  try {
    const operations = readYaml(text);
    if (!Array.isArray(operations)) return undefined;
    const direct = operations.filter(isObject).filter(isDirect);
    return direct.length === operations.length ? direct : undefined;
  } catch (error) {
    if (error instanceof YamlError) return undefined;
    throw error;
  }
}

function isDirect(operation: ValueObject): boolean {
  const { op, path, from } = operation;
  const isBelowSpec = typeof path === 'string' && path.startsWith('/spec/');
  return (
    isBelowSpec &&
    from === undefined &&
    (op === 'add' || op === 'replace' || op === 'remove') &&
    roundIntegers(operation) === operation
  );
}

function applied(object: ValueObject, operations: ValueObject[]): ValueObject | undefined {
  try {
    const patched: Value = applyJson6902(object, operations);
    return isObject(patched) ? patched : undefined;
  } catch (error) {
    if (error instanceof KustomizeError) return undefined;
    throw error;
  }
}
