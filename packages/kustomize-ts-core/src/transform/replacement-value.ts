import { KustomizeError } from '../errors.ts';
import type { Found } from '../fields/look-up.ts';
import type { NodeKind } from '../fields/path-editor.ts';
import type { FieldOptions } from '../load/kustomization-format.ts';
import { isObject, type Value } from '../value.ts';
import { resolveKustomize } from '../yaml/scalar.ts';

/** A value to copy; its text is what replaces another scalar. */
export interface Source {
  readonly value: Value;
  readonly text: string;
  /** Whether the value keeps its type, or takes the type that its text looks like. */
  readonly isTyped: boolean;
}

/** The present value of a target field. */
export interface TargetField {
  readonly value: Value;
  readonly text: string;
  readonly isCreated: boolean;
}

export function sourceKind({ value }: Source): NodeKind {
  return Array.isArray(value) ? 'sequence' : isObject(value) ? 'mapping' : 'scalar';
}

/** The part of the source that a delimiter and an index cut out. */
export function refineSource(source: Source, options: FieldOptions | undefined): Source {
  if (!options?.delimiter) return source;
  if (sourceKind(source) !== 'scalar') throw delimiterFault();
  const index = Number(options.index ?? 0);
  const part = index < 0 ? undefined : source.text.split(options.delimiter)[index];
  if (part === undefined) {
    throw new KustomizeError('mismatch', `options.index ${index} is out of bounds for value ${source.text}`);
  }
  return {
    value: typeof source.value === 'string' ? part : retyped(source.value, part),
    text: part,
    isTyped: true,
  };
}

/** The new value of a target field: a scalar keeps its type and takes the text, anything else is replaced. */
export function putSource(target: TargetField, source: Source, options: FieldOptions | undefined): Found {
  const isScalar = typeof target.value !== 'object' || target.value === null;
  let { text } = source;
  if (options?.delimiter) {
    if (!isScalar) throw delimiterFault();
    text = insertPart(target.text, text, options.delimiter, Number(options.index ?? 0));
  }
  if (!isScalar) return { value: source.isTyped ? source.value : resolveKustomize(text), text };
  if (target.isCreated) return { value: resolveKustomize(text), text };
  // A text that is read as something else is a date.
  const isDate = target.value !== target.text && resolveKustomize(target.text) === target.value;
  if (typeof target.value === 'string' && !isDate) return { value: text, text };
  const value = retyped(target.value, text);
  if (isDate && value === text) throw misfit(text, target.text);
  return { value, text };
}

function insertPart(target: string, part: string, delimiter: string, index: number): string {
  const parts = target.split(delimiter);
  if (index < 0) parts.unshift(part);
  else if (index >= parts.length) parts.push(part);
  else parts[index] = part;
  return parts.join(delimiter);
}

/** A scalar of the old scalar's type; real kustomize fails later, when it reads `!!int x`. */
function retyped(old: Value, text: string): Value {
  const value = resolveKustomize(text);
  const isNumber = (each: Value) => typeof each === 'number' || typeof each === 'bigint';
  const fits =
    typeof value === typeof old ? value === null || old !== null : isNumber(value) && isNumber(old);
  if (fits && (!isInteger(old) || isInteger(value))) return value;
  throw misfit(text, String(old));
}

function misfit(text: string, old: string): KustomizeError {
  return new KustomizeError('mismatch', `'${text}' cannot replace ${old}, which is not a text`);
}

function isInteger(value: Value): boolean {
  return typeof value === 'bigint' || Number.isInteger(value);
}

function delimiterFault(): KustomizeError {
  return new KustomizeError('invalid', 'delimiter option can only be used with scalar nodes', {
    field: 'options',
  });
}
