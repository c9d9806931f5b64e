import {
  applyJson6902,
  isObject,
  KustomizeError,
  readYaml,
  type Value,
  type ValueObject,
  YamlError,
} from '@kustomize-ts/core';
import type { Overlay } from '../overlay.ts';
import { checkYamlRoundTrip } from '../round-trip.ts';

const TARGET_FIELDS = new Set(['group', 'version', 'kind', 'name']);

/**
 * Fast path of `buildPatched` (`argocd/patched-build.ts`), with the same result: applies patches to an overlay's objects without building
 * it again, for JSON6902 operations below `spec` on an overlay whose last step is its patches.
 * @returns undefined where a build may give another result
 */
export function applyPatchesFast(overlay: Overlay, patches: ValueObject[]): ValueObject[] | undefined {
  if (!overlay.endsWithPatches || !checkYamlRoundTrip(patches)) return undefined;
  const objects = [...overlay.objects];
  for (const patch of patches) {
    const read = readPatch(patch);
    if (!read) return undefined;
    for (const [index, object] of objects.entries()) {
      if (!read.matches(object)) continue;
      const patched = hasTidyAnnotations(object) ? applied(object, read.operations) : undefined;
      if (!patched || !isExact(patched)) return undefined;
      objects[index] = patched;
    }
  }
  return objects;
}

/** kustomize makes text of the annotations of a patched object, and drops a mapping without any. */
function hasTidyAnnotations({ metadata }: ValueObject): boolean {
  const annotations = isObject(metadata) ? metadata.annotations : undefined;
  if (annotations === undefined) return true;
  const texts = isObject(annotations) ? Object.values(annotations) : [];
  return texts.length > 0 && texts.every((text) => typeof text === 'string');
}

/** kustomize takes a patched object through JSON, which rounds big integers. */
function isExact(value: Value): boolean {
  if (typeof value === 'number') return !Number.isInteger(value) || Number.isSafeInteger(value);
  if (typeof value !== 'object' || value === null) return typeof value !== 'bigint';
  return Object.values(value).every(isExact);
}

interface DirectPatch {
  operations: ValueObject[];
  matches: (object: ValueObject) => boolean;
}

function readPatch({ target, patch, ...other }: ValueObject): DirectPatch | undefined {
  if (Object.keys(other).length > 0 || typeof patch !== 'string' || !isObject(target)) return undefined;
  const operations = readOperations(patch.trim());
  if (!operations) return undefined;
  const tests = Object.entries(target);
  const isSimple = tests.every(
    ([field, pattern]) =>
      TARGET_FIELDS.has(field) && typeof pattern === 'string' && SIMPLE_PATTERN.test(pattern),
  );
  if (!isSimple) return undefined;
  return {
    operations,
    matches: (object) =>
      tests.every(([field, pattern]) => matchesSimple(identityField(object, field), String(pattern))),
  };
}

/** A pattern that is the same in Go and here, and in which all but the point stand for themselves. */
const SIMPLE_PATTERN = /^[A-Za-z0-9._/-]*$/;

/** Whether a pattern matches the whole of a text; an empty one matches any. */
function matchesSimple(text: string, pattern: string): boolean {
  if (pattern === '' || pattern === text) return true;
  return pattern.length === text.length && pattern.includes('.') && new RegExp(`^${pattern}$`).test(text);
}

function identityField({ apiVersion, kind, metadata }: ValueObject, field: string): string {
  if (field === 'kind') return String(kind);
  if (field === 'name') return String(isObject(metadata) ? metadata.name : '');
  const version = String(apiVersion);
  const slash = version.indexOf('/');
  return field === 'group' ? version.slice(0, Math.max(0, slash)) : version.slice(slash + 1);
}

function readOperations(text: string): ValueObject[] | undefined {
  // kustomize reads a patch as resources first, by rules of their own; this is a list to those, too.
  if (!text.startsWith('- ')) return undefined;
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
  return isBelowSpec && from === undefined && (op === 'add' || op === 'replace' || op === 'remove');
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
