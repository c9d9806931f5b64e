import type { Value } from '@kustomize-ts/core';
import { nearest } from '../diagnostics/suggest.ts';
import { pointer, pointerSteps } from './json-pointer.ts';
import type { FleetObject, JsonPatchOperation } from './resolved.ts';
import { valueAt } from './value-at.ts';

/** Characters of a value that a message shows. */
const SHOWN = 80;

/** Why a JSON6902 operation failed on a value, and how to fix it. */
export function operationFault(
  operation: JsonPatchOperation,
  value: Value,
  { kind, name }: FleetObject,
  error: unknown,
): { message: string; help: string } {
  const steps = pointerSteps(
    operation.op === 'copy' || operation.op === 'move' ? (operation.from ?? '') : operation.path,
  );
  if (operation.op === 'test' && operation.path.startsWith('/spec/')) {
    const actual = valueAt(value, steps);
    return {
      message: `expected ${shown(operation.value)}, actual ${actual === undefined ? 'nothing: the field is not set' : shown(actual)}`,
      help: `Correct the expected value, or remove the test: after defaults, pool and merge patch, ${kind} ${name} has the actual one`,
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  const help = `Use a path below /spec/ that exists in ${kind} ${name} after defaults, pool and merge patch`;
  return { message, help: `${help}${nearPath(value, steps)}` };
}

/** The path with its first unknown key replaced by the nearest key that exists. */
function nearPath(value: Value, steps: readonly string[]): string {
  const unknown = steps.findIndex((_, i) => valueAt(value, steps.slice(0, i + 1)) === undefined);
  const parent = valueAt(value, steps.slice(0, Math.max(0, unknown)));
  if (unknown < 0 || typeof parent !== 'object' || parent === null || Array.isArray(parent)) return '';
  const near = nearest(steps[unknown] ?? '', Object.keys(parent));
  if (near === undefined) return '';
  const path = [...steps.slice(0, unknown), near, ...steps.slice(unknown + 1)];
  return `; did you mean ${pointer(path)}?`;
}

function shown(value: unknown): string {
  const text =
    JSON.stringify(value, (_, item: unknown) => (typeof item === 'bigint' ? String(item) : item)) ??
    'nothing';
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
