import { KustomizeError } from '../errors.ts';
import { changeField, type FieldSpec } from '../fields/field-spec.ts';
import { getField, withField } from '../fields/object.ts';
import { textAt, withMadeText } from '../fields/source-text.ts';
import { struct, type TypeOf } from '../load/decode.ts';
import { type Image, image } from '../load/kustomization-format.ts';
import { isObject, type Value, type ValueObject } from '../value.ts';
import { completeSpecs, fieldSpecList } from './field-specs-format.ts';
import { changeImage, imagePattern } from './image-name.ts';
import { requireScalar, withText } from './scalar-change.ts';
import type { Plugin, Transform } from './transformer.ts';

/**
 * Changes the images of a name: those of containers anywhere in an object, then those that the specs lead to.
 * Does not change definitions of custom resources.
 */
export function imagesTransform(change: Image, specs: readonly FieldSpec[]): Transform {
  const pattern = imagePattern(change.name ?? '');
  return (resources, report) => {
    let isFound = false;
    const update = (value: Value, container: ValueObject, key: string): Value => {
      requireScalar(value);
      const text = textAt(container, key);
      if (value === null || !pattern.test(text)) return value;
      isFound = true;
      return withText(value, changeImage(text, change), container, key);
    };
    for (const resource of resources.items) {
      if (resource.kind === 'CustomResourceDefinition') continue;
      let object = updateContainers(resource.object, update);
      for (const spec of specs) object = changeField(object, spec, update);
      resource.object = object;
    }
    report?.({ type: 'images', name: change.name ?? '', isFound });
  };
}

type Update = (value: Value, container: ValueObject, key: string) => Value;

function updateContainers(object: ValueObject, update: Update): ValueObject {
  let result = object;
  for (const key of Object.keys(object)) {
    const value = getField(object, key) ?? null;
    let changed = updateWithin(value, update);
    if ((key === 'containers' || key === 'initContainers') && Array.isArray(changed)) {
      changed = mapShared(changed, (container) => updateContainer(container, update));
    }
    if (changed !== value) result = withField(result, key, changed);
  }
  return result;
}

function updateWithin(value: Value, update: Update): Value {
  if (Array.isArray(value)) return mapShared(value, (item) => updateWithin(item, update));
  return isObject(value) ? updateContainers(value, update) : value;
}

function updateContainer(container: Value, update: Update): Value {
  if (container === null) return container;
  if (!isObject(container)) throw new KustomizeError('mismatch', 'a container must be a mapping');
  const value = getField(container, 'image');
  if (value === undefined) return container;
  return withMadeText(container, 'image', update(value, container, 'image'));
}

function mapShared(list: Value[], change: (item: Value) => Value): Value[] {
  const items = list.map(change);
  return items.every((item, index) => item === list[index]) ? list : items;
}

const format = struct({ imageTag: image, fieldSpecs: fieldSpecList });

export const imagesPlugin: Plugin<TypeOf<typeof format>, Transform> = {
  format,
  configure: ({ imageTag = {}, fieldSpecs }) => imagesTransform(imageTag, completeSpecs(fieldSpecs)),
};
