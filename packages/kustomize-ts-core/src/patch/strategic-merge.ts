import { KustomizeError } from '../errors.ts';
import { listSchemaAt } from '../fields/list-schema.ts';
import { getField, isEmpty, setField } from '../fields/object.ts';
import {
  isAmbiguous,
  isBlankNull,
  isFlow,
  quoteAmbiguous,
  recordFlow,
  setScalarFrom,
  textAt,
} from '../fields/source-text.ts';
import type { BuildSchema } from '../schema/build-schema.ts';
import type { Schema } from '../schema/schema.ts';
import { isObject, type Value, type ValueObject } from '../value.ts';
import { mergeAssociative } from './associative-list.ts';
import { readAddedDirective, readDirective } from './directive.ts';
import type { ListMerge } from './list-merge.ts';

/** Options of a merge; the defaults are those of `kustomize build`. */
export interface MergeOptions {
  /** Knows the schema of kinds; the lists of an unknown kind are replaced. */
  readonly schema: BuildSchema;
  /** Where elements go that only the patch has; kustomize puts them first. */
  readonly newElements?: 'first' | 'last';
  /** Merge lists of no known schema by `name` when all their elements have one. */
  readonly inferKeys?: boolean;
  /** Receives a list of the target and the list of the patch that takes its place. */
  readonly onListReplaced?: (before: Value[], after: Value[]) => void;
}

/**
 * Merges a strategic merge patch into a value, as kyaml v0.21.2 (yaml/merge2, yaml/walk) does:
 * mappings field by field, null deletes, lists by the merge keys of their schema or else as a whole,
 * `$patch: replace|delete|merge`.
 *
 * @returns the merged value, sharing what did not change with `target`; `undefined` when it is deleted
 * @throws KustomizeError `mismatch` where the two differ in kind (mapping, list, scalar)
 */
export function mergeStrategic(
  target: Value | undefined,
  patch: Value | undefined,
  options: MergeOptions,
  inherited?: Schema,
): Value | undefined {
  const model = target ?? patch ?? null;
  const schema = inherited ?? schemaOf(target, options) ?? schemaOf(patch, options);
  if (model !== null && nodeKind(model) !== nodeKind(patch ?? model)) {
    throw new KustomizeError(
      'mismatch',
      `wrong node kind in a patch: expected ${nodeKind(model)} but got ${nodeKind(patch ?? null)}`,
    );
  }
  if (Array.isArray(model)) return mergeList(asList(target), asList(patch), options, schema);
  if (isObject(model) || model === null)
    return mergeMapping(asMapping(target), asMapping(patch), options, schema);
  return patch === undefined ? target : (patch ?? undefined);
}

function mergeMapping(
  target: ValueObject | null | undefined,
  patch: ValueObject | null | undefined,
  options: MergeOptions,
  schema: Schema | undefined,
): Value | undefined {
  if (patch === null) return undefined;
  if (patch === undefined) return target ? mergeFields(target, undefined, options, schema) : undefined;
  const isAdded = target === undefined || target === null;
  const { directive, patch: rest } = isAdded ? readAddedDirective(patch) : readDirective(patch);
  if (directive === 'delete') return undefined;
  // What is added or replaced is merged with itself, so that its nulls and directives take effect.
  const isOwn = isAdded || target === patch || directive === 'replace';
  return mergeFields(isOwn ? rest : target, rest, options, schema);
}

function mergeFields(
  target: ValueObject,
  patch: ValueObject | undefined,
  options: MergeOptions,
  schema: Schema | undefined,
): ValueObject {
  let result = target;
  const own = () => {
    if (result === target) result = { ...target };
    return result;
  };
  // kyaml gives an empty mapping the style of the patch.
  if (patch && isEmpty(target) && isFlow(target) !== isFlow(patch)) recordFlow(own(), isFlow(patch));
  const merge = (key: string, value: Value | undefined, change: Value | undefined) => {
    if (value === null && change === undefined) {
      if (isBlankNull(target, key)) delete own()[key];
      return;
    }
    const commented = listSchemaAt(target, key) ?? (patch && listSchemaAt(patch, key));
    const fieldSchema = commented ? options.schema.inline(commented) : schema?.field(key);
    const merged = mergeStrategic(value, change, options, fieldSchema) ?? undefined;
    if (merged === undefined) {
      if (value !== undefined) delete own()[key];
    } else if (
      patch !== undefined &&
      change !== undefined &&
      isOtherScalar(merged, value, key, target, patch)
    ) {
      setScalarFrom(own(), target, patch, key);
    } else if (merged === value) {
      // kyaml sets the field to itself, unless the patch has it, too.
      if ((change === undefined || patch === target) && isAmbiguous(target, key)) quoteAmbiguous(own(), key);
    } else {
      setField(own(), key, merged);
    }
  };
  for (const key of Object.keys(target)) {
    merge(
      key,
      getField(target, key),
      patch === target ? getField(target, key) : patch && getField(patch, key),
    );
  }
  if (patch === undefined || patch === target) return result;
  for (const key of Object.keys(patch)) {
    if (!Object.hasOwn(target, key)) merge(key, undefined, getField(patch, key));
  }
  return result;
}

/** Whether a patch gives a scalar another value, or another text of the same value: `1.50` for `1.5`. */
function isOtherScalar(
  merged: Value,
  value: Value | undefined,
  key: string,
  target: ValueObject,
  patch: ValueObject,
): boolean {
  if (typeof merged === 'object') return false;
  return merged !== value || textAt(target, key) !== textAt(patch, key);
}

function mergeList(
  target: Value[] | null | undefined,
  patch: Value[] | null | undefined,
  options: MergeOptions,
  schema: Schema | undefined,
): Value | undefined {
  const keys = mergeKeys(target ?? undefined, patch ?? undefined, options, schema);
  if (keys === undefined) {
    if (target && patch && target !== patch) options.onListReplaced?.(target, patch);
    return patch === undefined ? (target ?? undefined) : (patch ?? undefined);
  }
  if (patch === null) return undefined;
  const elements = schema?.elements();
  const merge: ListMerge = {
    keys,
    newElements: options.newElements ?? 'first',
    mergeElement: (before, change) => mergeStrategic(before, change, options, elements) ?? undefined,
  };
  if (patch === undefined) return target ? mergeAssociative(target, undefined, merge) : undefined;
  // An added list is its own target; a directive in it has no effect.
  if (target === undefined || target === null) return mergeAssociative(patch, patch, merge);
  const { directive, patch: rest } = readDirective(patch);
  if (directive === 'delete') return undefined;
  const base = directive === 'replace' || target === patch ? rest : target;
  return mergeAssociative(base, rest, merge);
}

function mergeKeys(
  target: Value[] | undefined,
  patch: Value[] | undefined,
  { inferKeys }: MergeOptions,
  schema: Schema | undefined,
): readonly string[] | undefined {
  if (schema !== undefined) return schema.keys;
  if (inferKeys !== true) return undefined;
  const lists = [target, patch].filter((list) => list !== undefined);
  const isNamed = (list: Value[]) => list.every((item) => isObject(item) && Object.hasOwn(item, 'name'));
  if (!lists.some(isNamed)) return undefined;
  if (lists.every((list) => list.length === 0 || isNamed(list))) return ['name'];
  throw new KustomizeError('mismatch', 'conflicting merge keys [name,] in a patch');
}

function schemaOf(value: Value | undefined, options: MergeOptions): Schema | undefined {
  if (!isObject(value)) return undefined;
  const apiVersion = textAt(value, 'apiVersion');
  const kind = textAt(value, 'kind');
  return apiVersion === '' || kind === '' ? undefined : options.schema.kind(apiVersion, kind);
}

function nodeKind(value: Value): 'mapping' | 'sequence' | 'scalar' {
  if (Array.isArray(value)) return 'sequence';
  return isObject(value) ? 'mapping' : 'scalar';
}

function asList(value: Value | undefined): Value[] | null | undefined {
  return Array.isArray(value) ? value : value === null ? null : undefined;
}

function asMapping(value: Value | undefined): ValueObject | null | undefined {
  return isObject(value) ? value : value === null ? null : undefined;
}
