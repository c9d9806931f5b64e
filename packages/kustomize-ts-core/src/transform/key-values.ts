import { KustomizeError } from '../errors.ts';
import { changeField, type FieldSpec } from '../fields/field-spec.ts';
import { getField, setField } from '../fields/object.ts';
import { requirePlainKeys } from '../fields/plain-key.ts';
import { struct, type TypeOf, textMap } from '../load/decode.ts';
import { isObject, type Value } from '../value.ts';
import { completeSpecs, fieldSpecList } from './field-specs-format.ts';
import type { Plugin, Transform } from './transformer.ts';

/** Sets keys of mappings, as labels and annotations are, wherever the specs lead to one. */
export function keyValuesTransform(
  pairs: Readonly<Record<string, string>>,
  specs: readonly FieldSpec[],
): Transform {
  if (Object.keys(pairs).length === 0) return () => {};
  const change = (value: Value) => withPairs(value, pairs);
  return (resources) => {
    for (const resource of resources.items) {
      for (const spec of specs) resource.object = changeField(resource.object, spec, change, 'mapping');
    }
  };
}

function withPairs(value: Value, pairs: Readonly<Record<string, string>>): Value {
  if (value === null) return value;
  if (!isObject(value)) throw new KustomizeError('mismatch', 'wrong node kind: expected MappingNode');
  const keys = Object.keys(pairs);
  if (keys.every((key) => getField(value, key) === pairs[key])) return value;
  requirePlainKeys(keys.filter((key) => !Object.hasOwn(value, key)));
  const result = { ...value };
  for (const key of keys) setField(result, key, pairs[key] ?? '');
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
