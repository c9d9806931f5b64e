import type { ValueObject } from '@kustomize-ts/core';
import type { AdmissionPolicy, PolicyBinding } from '../../load/index.ts';
import { labelsOf, selects } from './resource-match.ts';

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
  const found = objects.filter((object) => {
    if (object.apiVersion !== paramKind.apiVersion || object.kind !== paramKind.kind) return false;
    const { metadata } = object;
    const meta =
      typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata) ? metadata : {};
    if (namespace !== undefined && meta.namespace !== namespace) return false;
    return name === undefined
      ? selector !== undefined && selects(selector, labelsOf(object))
      : meta.name === name;
  });
  if (found.length > 0) return { objects: found };
  return { missing: `its params, ${paramKind.kind} ${name ?? 'by the selector'}, are not in the rule files` };
}
