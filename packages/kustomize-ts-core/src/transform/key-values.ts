import { KustomizeError } from '../errors.ts';
import { changeField, type FieldChange, type FieldSpec, IN_LIST } from '../fields/field-spec.ts';
import { getField, setField } from '../fields/object.ts';
import { requirePlainKeys } from '../fields/plain-key.ts';
import { quoteAmbiguousKeys } from '../fields/source-text.ts';
import { struct, type TypeOf, textMap } from '../load/decode.ts';
import type { Resource } from '../resource/resource.ts';
import { spreadShared } from '../resource/shared-scalars.ts';
import { isObject, type Value } from '../value.ts';
import { completeSpecs, fieldSpecList } from './field-specs-format.ts';
import type { Plugin, Transform } from './transformer.ts';

/** Sets keys of mappings such as labels and annotations, wherever the specs lead to one. */
export function keyValuesTransform(
  pairs: Readonly<Record<string, string>>,
  specs: readonly FieldSpec[],
): Transform {
  if (Object.keys(pairs).length === 0) return () => {};
  return (resources) => {
    for (const resource of resources.items) setPairs(resource, pairs, specs);
  };
}

function setPairs(
  resource: Resource,
  pairs: Readonly<Record<string, string>>,
  specs: readonly FieldSpec[],
): void {
  const before = resource.object;
  const added = new Map<string, (readonly string[])[]>();
  const change: FieldChange = (value, _container, _key, path) => {
    for (const key of newKeys(value, pairs)) added.set(key, [...(added.get(key) ?? []), [...path, key]]);
    return withPairs(value, pairs);
  };
  for (const spec of specs) resource.object = changeField(resource.object, spec, change, 'mapping');
  spreadShared(resource, before);
  const groups = [...added.values()].map((paths) => paths.filter((path) => !path.includes(IN_LIST)));
  resource.shared = [...resource.shared, ...groups.filter((paths) => paths.length > 1)];
}

function newKeys(value: Value, pairs: Readonly<Record<string, string>>): string[] {
  return isObject(value) ? Object.keys(pairs).filter((key) => !Object.hasOwn(value, key)) : [];
}

function withPairs(value: Value, pairs: Readonly<Record<string, string>>): Value {
  if (value === null) return value;
  if (!isObject(value)) throw new KustomizeError('mismatch', 'wrong node kind: expected MappingNode');
  const keys = Object.keys(pairs);
  if (keys.every((key) => getField(value, key) === pairs[key])) return value;
  const added = newKeys(value, pairs);
  requirePlainKeys(added);
  const result = { ...value };
  for (const key of keys) setField(result, key, pairs[key] ?? '');
  quoteAmbiguousKeys(result, added);
  return result;
}

const labelsFormat = struct({ labels: textMap, fieldSpecs: fieldSpecList });
const annotationsFormat = struct({ annotations: textMap, fieldSpecs: fieldSpecList });

export const labelsPlugin: Plugin<TypeOf<typeof labelsFormat>, Transform> = {
  format: labelsFormat,
  configure: ({ labels = {}, fieldSpecs }) => keyValuesTransform(labels, completeSpecs(fieldSpecs)),
};

export const annotationsPlugin: Plugin<TypeOf<typeof annotationsFormat>, Transform> = {
  format: annotationsFormat,
  configure: ({ annotations = {}, fieldSpecs }) => keyValuesTransform(annotations, completeSpecs(fieldSpecs)),
};
