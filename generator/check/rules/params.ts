import type { ValueObject } from '@kustomize-ts/core';
import { objectAt } from '../../instances/objects/fields.ts';
import { labelSelector } from '../../instances/objects/label-selector.ts';
import { labelsOf } from '../../instances/objects/metadata.ts';
import type { AdmissionPolicy, PolicyBinding } from '../../load/index.ts';

/** The objects that a binding gives its policy as `params`, one after the other; undefined where it has none. */
export interface BoundParams {
  objects: readonly (ValueObject | undefined)[];
}

/** Finds a binding's params among the objects of the rule files, or says what is missing there. */
export function paramsOf(
  { paramKind }: AdmissionPolicy,
  { paramRef }: PolicyBinding,
  objects: readonly ValueObject[],
): BoundParams | { missing: string } {
  if (!paramKind || !paramRef) return { objects: [undefined] };
  const { name, namespace, selector } = paramRef;
  const selects = labelSelector(selector);
  const found = objects.filter((object) => {
    if (object.apiVersion !== paramKind.apiVersion || object.kind !== paramKind.kind) return false;
    const metadata = objectAt(object, 'metadata');
    if (namespace !== undefined && metadata.namespace !== namespace) return false;
    return name === undefined ? selects(labelsOf(object)) : metadata.name === name;
  });
  if (found.length > 0) return { objects: found };
  return { missing: `its params, ${paramKind.kind} ${name ?? 'by the selector'}, are not in the rule files` };
}
