import {
  applyJson6902,
  isObject,
  KustomizeError,
  readYaml,
  type Value,
  type ValueObject,
  YamlError,
} from '@kustomize-ts/core';
import { roundIntegers } from '../numbers.ts';
import type { Overlay } from '../overlay.ts';

/** Text that is the same pattern in Go and here; kustomize anchors it. */
const SIMPLE_PATTERN = /^[A-Za-z0-9._/-]*$/;
const TARGET_FIELDS = new Set(['group', 'version', 'kind', 'name']);

/** Patches applied without a build, and what they do apart from the values they carry. */
export interface DirectResult {
  objects: ValueObject[];
  /** The same for all clusters whose patches differ in values alone. */
  shape: string;
}

/**
 * Applies patches to the objects of an overlay without building it again, in the one case that thousands of clusters
 * need to be fast: JSON6902 operations below `spec`, on an overlay in which nothing happens after its patches.
 * A target may mean an object by a former name, which only a build knows: the first of a shape must be compared to it.
 * @returns undefined where values could make a difference to what a build does
 */
export function applyDirectly(overlay: Overlay, patches: ValueObject[]): DirectResult | undefined {
  if (!overlay.endsWithPatches) return undefined;
  const objects = [...overlay.objects];
  const shape: Value[] = [];
  for (const patch of patches) {
    const read = readPatch(patch);
    if (!read) return undefined;
    for (const [index, object] of objects.entries()) {
      if (!read.matches(object)) continue;
      const patched = isPlain(object) ? applied(object, read.operations) : undefined;
      if (!patched) return undefined;
      objects[index] = patched;
    }
    shape.push([
      patch.target ?? null,
      ...read.operations.flatMap(({ op, path }) => [op ?? null, path ?? null]),
    ]);
  }
  return { objects, shape: JSON.stringify(shape) };
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
