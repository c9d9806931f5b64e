import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import { type Operation, operationsBetween } from '../emit/operations.ts';
import { jsonText } from '../instances/objects/json-text.ts';
import { pointer, pointerSteps } from '../load/json-pointer.ts';
import { diffPatch } from '../load/merge.ts';
import type { Path } from '../load/path.ts';
import { valueAt } from '../load/value-at.ts';

/** A step of JSON6902 as an environment has it. */
export type PatchOperation = Operation | { op: 'test'; path: string; value: Value };

/** What an environment has different of an object's spec. */
export interface SpecPatch {
  merge?: ValueObject;
  operations: PatchOperation[];
}

/** How a difference is written: as a source that has overlays writes it, or whatever is shorter. */
export type PatchStyle = 'merge' | 'operations' | 'shortest';

/** The patch that turns one spec into another. */
export function patchBetween(from: ValueObject, to: ValueObject, style: PatchStyle): SpecPatch {
  if (style === 'operations') return { operations: operationsBetween(from, to, ['spec']) };
  const merge = diffPatch(from, to);
  if (!isObject(merge)) return { operations: [] };
  if (style === 'merge') return { merge, operations: [] };
  const operations: PatchOperation[] = [];
  const rest = withoutEdits(merge, [], (path, list) => {
    const before = valueAt(from, path);
    if (!Array.isArray(before)) return false;
    const edits = operationsBetween(before, list, ['spec', ...path]);
    if (jsonText(edits).length >= jsonText(list).length) return false;
    operations.push(...guarded(edits, from));
    return true;
  });
  return { ...(rest && Object.keys(rest).length > 0 ? { merge: rest } : {}), operations };
}

/** The patch without the lists that operations edit, and without mappings that are empty for that. */
function withoutEdits(
  patch: ValueObject,
  path: Path,
  isEdited: (path: Path, list: Value[]) => boolean,
): ValueObject | undefined {
  const kept: ValueObject = {};
  for (const [key, value] of Object.entries(patch)) {
    const at = [...path, key];
    if (Array.isArray(value) && isEdited(at, value)) continue;
    const isNested = isObject(value) && Object.keys(value).length > 0;
    const rest = isNested ? withoutEdits(value, at, isEdited) : value;
    if (rest !== undefined) kept[key] = rest;
  }
  return Object.keys(kept).length > 0 ? kept : undefined;
}

/** Operations that first test the key of the item that they change, so that they fail where the list has moved. */
function guarded(operations: readonly Operation[], spec: ValueObject): PatchOperation[] {
  const tested = new Set<string>();
  return operations.flatMap((operation) => {
    const steps = pointerSteps(operation.path).slice(1);
    const index = steps.findIndex((step) => /^\d+$/.test(step));
    const path = steps.slice(0, index + 1).map((step, i) => (i === index ? Number(step) : step));
    const item = valueAt(spec, path);
    const at = pointer(['spec', ...path, 'key']);
    if (operation.op === 'add' && steps.length === index + 1) return [operation];
    if (!isObject(item) || typeof item.key !== 'string' || tested.has(at)) return [operation];
    tested.add(at);
    return [{ op: 'test' as const, path: at, value: item.key }, operation];
  });
}
