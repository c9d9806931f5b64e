import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { FieldError, Segment, Validation, Validator } from '@poolwright/crd-validator';
import type { Diagnostic, Location } from '../../diagnostics/diagnostic.ts';
import { valueAt } from '../../load/value-at.ts';
import { objectName, type Path } from '../../render/index.ts';
import { firstDifference } from './difference.ts';

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
 * The object that a cluster has in the place of this one, where judging an update of it can give anything else than judging a new one:
 * what did not change is refused by no rule over both values, and let pass only if it was wrong.
 * @param created the judgement of the object as a new one
 */
export function outdated(
  before: BaseState,
  { environment, cluster, object }: { environment: string; cluster: string; object: ValueObject },
  created: Validation,
): OldObject | undefined {
  const isWell = created.errors.length === 0;
  if (isWell && !before.mayDiffer(environment, cluster)) return undefined;
  const old = before.objectOf(cluster, objectName(object));
  return isWell && firstDifference(object, old?.object) === undefined ? undefined : old;
}

/**
 * What the API server says of an object as an update of the one it has. Rules over both values (`oldSelf`) can refuse it, and what
 * was wrong before and did not change is let pass: it comes as a warning, since a new cluster would refuse it.
 * @param created the judgement of the object as a new one
 * @param tell makes diagnostics of a part of a judgement
 */
export function checkUpdate(
  validator: Validator,
  object: ValueObject,
  old: OldObject,
  created: Validation,
  revision: string,
  tell: (part: Validation) => Diagnostic[],
): Diagnostic[] {
  const updated = validator.validate(object, old.object);
  const asNew = new Set(created.errors.map(textOf));
  const asUpdate = new Set(updated.errors.map(textOf));
  const part = (errors: FieldError[]): Validation => ({ ...created, errors, unknownFields: [] });
  const refused = updated.errors.filter((error) => !asNew.has(textOf(error)));
  const passed = created.errors.filter((error) => !asUpdate.has(textOf(error)));
  const lasting = created.errors.filter((error) => asUpdate.has(textOf(error)));
  return [
    ...tell({ ...created, errors: lasting }),
    ...refused
      .map((error) => ({ ...error, path: changedField(error, object, old.object) }))
      .flatMap((error) =>
        tell(part([error])).map((diagnostic) => asRefused(diagnostic, error, old, revision)),
      ),
    ...tell(part(passed)).map((diagnostic) => asPassed(diagnostic, revision)),
  ];
}

/** Rules over old and new stand above the fields they compare: the changed field that the message names, one that is there if it can be. */
function changedField({ path, message }: FieldError, object: ValueObject, old: ValueObject): Segment[] {
  const now = valueAt(object, path);
  const before = valueAt(old, path);
  if (!isObject(now) || !isObject(before)) return path;
  const changed = Object.keys({ ...now, ...before }).filter(
    (key) =>
      new RegExp(`\\b${key.replace(/\W/g, '\\$&')}\\b`).test(message) &&
      firstDifference(now[key] ?? null, before[key] ?? null) !== undefined,
  );
  const key = changed.find((one) => Object.hasOwn(now, one)) ?? changed[0];
  return key === undefined ? path : [...path, key];
}

function textOf({ field, message }: FieldError): string {
  return `${field} ${message}`;
}

function asRefused(
  diagnostic: Diagnostic,
  { path }: FieldError,
  old: OldObject,
  revision: string,
): Diagnostic {
  const { file, line } = old.locate(path);
  const before = valueAt(old.object, path);
  return {
    ...diagnostic,
    code: 'update-rejected',
    message:
      `as an update of what clusters have: ${diagnostic.message}; ` +
      `at ${revision} it is ${before === undefined ? 'absent' : shortText(before)} (${file}:${line})`,
    help: 'Keep what was there, or delete the object in the cluster first: the API server refuses this change',
  };
}

function asPassed(diagnostic: Diagnostic, revision: string): Diagnostic {
  return {
    ...diagnostic,
    code: 'update-ratcheted',
    severity: 'warning',
    message: `${diagnostic.message}; it is let pass where it is as at ${revision}, and a new cluster would refuse it`,
    help: 'Correct the field',
  };
}

const SHOWN = 60;

/** A value on one line, cut where it is long. */
function shortText(value: Value): string {
  const text = JSON.stringify(value, (_key, item) => (typeof item === 'bigint' ? String(item) : item));
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
