import { KustomizeError } from '../errors.ts';
import { changeField, type FieldChange, type FieldSpec } from '../fields/field-spec.ts';
import { isTextStyle, styleAt } from '../fields/source-text.ts';
import { struct, type TypeOf } from '../load/decode.ts';
import { type Replica, replica } from '../load/kustomization-format.ts';
import { isSelected } from '../resource/id.ts';
import { completeSpecs, fieldSpecList } from './field-specs-format.ts';
import { requireScalar } from './scalar-change.ts';
import type { Plugin, Transform } from './transformer.ts';

/** Sets the number of replicas of the resources that have or had a name. */
export function replicasTransform({ name = '', count = 0 }: Replica, specs: readonly FieldSpec[]): Transform {
  return (resources) => {
    let isFound = false;
    for (const spec of specs) {
      for (const resource of resources.items) {
        if (resource.isDeleted) continue;
        const ids = [...resource.previousIds, resource.id];
        if (!ids.some((id) => id.name === name && isSelected(id, spec))) continue;
        isFound = true;
        resource.object = changeField(resource.object, spec, setCount(count), 'scalar');
      }
    }
    if (isFound) return;
    throw new KustomizeError('mismatch', `no resource named '${name}' has a kind with replicas`, {
      field: 'replicas',
    });
  };
}

/** A number in quotes keeps its quotes. */
function setCount(count: number | bigint): FieldChange {
  return (value, container, key) => {
    requireScalar(value);
    return value !== '' && isTextStyle(styleAt(container, key)) ? String(count) : count;
  };
}

const format = struct({ replica, fieldSpecs: fieldSpecList });

export const replicasPlugin: Plugin<TypeOf<typeof format>, Transform> = {
  format,
  configure: ({ replica: change = {}, fieldSpecs }) => replicasTransform(change, completeSpecs(fieldSpecs)),
};
