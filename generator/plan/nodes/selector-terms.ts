import type { ValueObject } from '@kustomize-ts/core';
import { listAt, objectAt, objectsAt, own, stringAt } from '../../instances/objects/fields.ts';
import { equal } from '../../load/merge.ts';

/** The node class with the status that Karpenter resolved its selector terms to. */
export interface Resolved {
  before: ValueObject;
  /** Whether the Kubernetes version changes, and with it what an AMI alias stands for. */
  isUpgrade?: boolean;
}

/** True where a field of the spec is the same in both. */
export function isSameField(before: ValueObject, after: ValueObject, field: string): boolean {
  return equal(own(objectAt(before, 'spec'), field), own(objectAt(after, 'spec'), field));
}

/** Terms are alternatives, so further ones take nothing away. */
export function isWidened(before: ValueObject, after: ValueObject, field: string): boolean {
  const now = listAt(objectAt(after, 'spec'), field);
  return listAt(objectAt(before, 'spec'), field).every((term) => now.some((other) => equal(term, other)));
}

/** The ids that the terms have been resolved to. */
export function statusIds(nodeClass: ValueObject, field: string): Set<string> {
  return idsIn(objectsAt(objectAt(nodeClass, 'status'), field).map(([, one]) => one));
}

/** The ids of selector terms; undefined where a term selects by something else, and without terms. */
export function termIds(nodeClass: ValueObject, field: string): Set<string> | undefined {
  const terms = objectsAt(objectAt(nodeClass, 'spec'), field).map(([, term]) => term);
  const areIds = terms.length > 0 && terms.every((term) => Object.keys(term).join() === 'id');
  return areIds ? idsIn(terms) : undefined;
}

function idsIn(objects: readonly ValueObject[]): Set<string> {
  return new Set(objects.flatMap((object) => stringAt(object, 'id') ?? []));
}
