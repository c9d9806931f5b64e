import { isObject, type ValueObject } from '@kustomize-ts/core';
import type { Violation as CrdViolation, Validation, Validator } from '@poolwright/crd-validator';
import type { Location } from '../../diagnostics/diagnostic.ts';
import { equal } from '../../load/merge.ts';
import { valueAt } from '../../load/value-at.ts';
import type { Path } from '../../render/index.ts';
import { fieldsRead } from '../crd/rule-reads.ts';
import type { Subject } from '../subject.ts';
import type { Violation } from '../violations.ts';

/** What the clusters have, as far as git knows. */
export interface BaseState {
  /** The revision as people know it, `main (1a2b3c4)`. */
  revision: string;
  /** Whether any object of a cluster, in the environment that it is in now, may be another than the one it has. */
  mayDiffer(environment: string, cluster: string): boolean;
  /** @param name as `NodePool/gpu`; undefined for an object that the cluster does not have */
  objectOf(cluster: string, name: string): OldObject | undefined;
}

/** An object that a cluster has, and where a field of it is declared at that revision. */
export interface OldObject {
  object: ValueObject;
  locate(path: Path): Location;
}

/**
 * The object that a cluster has instead of this one; undefined also where an update of it cannot give another result than a
 * creation: an unchanged object breaks no rule over both values, and the server ratchets only what is wrong.
 * @param created the result for the object as a new one
 */
export function oldObject(
  base: BaseState,
  { scope: { environment, cluster }, name, object }: Subject,
  created: Validation,
): OldObject | undefined {
  if (environment === undefined || cluster === undefined) return undefined;
  const isValid = created.errors.length === 0;
  if (isValid && !base.mayDiffer(environment, cluster)) return undefined;
  const old = base.objectOf(cluster, name);
  return isValid && equal(object, old?.object) ? undefined : old;
}

/**
 * Violations of the object as an update of the one that the cluster has. Rules over both values (`oldSelf`) can reject it, and what was
 * wrong before and did not change is ratcheted: the server accepts it, and a new cluster would reject it.
 * @param created the result for the object as a new one
 */
export function updateViolations(
  validator: Validator,
  { object }: Subject,
  old: OldObject,
  created: Validation,
  revision: string,
): Violation[] {
  const updated = validator.validate(object, old.object);
  const asNew = new Set(created.errors.map(textOf));
  const asUpdate = new Set(updated.errors.map(textOf));
  return [
    ...created.errors.filter((one) => asUpdate.has(textOf(one))),
    ...updated.errors
      .filter((one) => !asNew.has(textOf(one)))
      .map((one): Violation => {
        const path = changedField(one, object, old.object);
        const before = { value: valueAt(old.object, path), at: old.locate(path) };
        return { ...one, path, update: { effect: 'rejected', revision, old: before } };
      }),
    ...created.errors
      .filter((one) => !asUpdate.has(textOf(one)))
      .map((one): Violation => ({ ...one, update: { effect: 'ratcheted', revision } })),
  ];
}

/** A rule over old and new is part of the schema above the fields it compares: the changed one of those, that is still there if it can be. */
function changedField(violation: CrdViolation, object: ValueObject, old: ValueObject): CrdViolation['path'] {
  const { path } = violation;
  const now = valueAt(object, path);
  const before = valueAt(old, path);
  if (violation.source !== 'cel' || violation.kind === 'unchecked' || !isObject(now) || !isObject(before))
    return path;
  const read = fieldsRead(violation.params);
  const changed = Object.keys({ ...now, ...before }).filter(
    (key) => read.has(key) && !equal(now[key] ?? null, before[key] ?? null),
  );
  const key = changed.find((one) => Object.hasOwn(now, one)) ?? changed[0];
  return key === undefined ? path : [...path, key];
}

function textOf({ field, message }: CrdViolation): string {
  return `${field} ${message}`;
}
