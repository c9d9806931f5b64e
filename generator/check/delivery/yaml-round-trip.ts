import type { Value, ValueObject } from '@kustomize-ts/core';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type EnvironmentObjects, type FleetObject, locateField } from '../../load/index.ts';
import { DOLLAR, variablesIn } from '../../load/template.ts';
import { valueAt } from '../../load/value-at.ts';
import { objectName, type Path, pathText, substituteEnvsubst } from '../../render/index.ts';
import { dollarLeaves } from '../../render/leaves.ts';
import type { ClusterScope } from '../scope.ts';
import { causingVariable, valueCause } from './blame.ts';
import type { Delivery } from './deliveries.ts';

/** A string of an environment's objects that holds variables. */
export interface TemplatedLeaf {
  object: FleetObject;
  path: Path;
  text: string;
}

export function templatedLeaves(environment: EnvironmentObjects): TemplatedLeaf[] {
  return environment.objects.flatMap((object) =>
    dollarLeaves(object.value).map(({ path, text }) => ({ object, path, text })),
  );
}

/**
 * A value arrives as it is written. YAML reads it again once it is substituted, and may cut it at ` #`, take `~` for nothing or `&a` for
 * an anchor, in all ways of delivery alike. Numbers and the like are left to the CRD, which says whether the field takes them.
 * A tree that is out of date delivers another text or value than the fleet declares, which says nothing about YAML.
 * @param overlay the objects of the tree before variables are substituted
 */
export function checkYamlRoundTrip(
  scope: ClusterScope,
  leaves: readonly TemplatedLeaf[],
  { objects, values: delivered = scope.variables }: Pick<Delivery, 'objects' | 'values'>,
  overlay: readonly ValueObject[],
): Diagnostic[] {
  const values: Readonly<Record<string, string>> = { ...scope.variables, [DOLLAR]: '$' };
  const byName = new Map(objects.map((object) => [objectName(object), object]));
  const templates = new Map(overlay.map((object) => [objectName(object), object]));
  const isUpToDate = ({ path, text }: TemplatedLeaf, name: string): boolean =>
    valueAt(templates.get(name) ?? {}, path) === text &&
    variablesIn(text).every((variable) => variable === DOLLAR || delivered[variable] === values[variable]);
  return leaves.flatMap((leaf) => {
    const name = `${leaf.object.kind}/${leaf.object.name}`;
    const object = byName.get(name);
    if (!object) return [];
    const arrived = valueAt(object, leaf.path);
    const written = substituteEnvsubst(leaf.text, values);
    if (arrived === written || (arrived !== null && typeof arrived !== 'string') || isQuoted(written))
      return [];
    if (!isUpToDate(leaf, name)) return [];
    return [damaged(scope, leaf, arrived)];
  });
}

/** Quotes inside a value keep it a string, and are gone once YAML has read it. */
function isQuoted(text: string): boolean {
  return /^(['"]).*\1$/s.test(text);
}

function damaged(scope: ClusterScope, { object, path, text }: TemplatedLeaf, arrived: Value): Diagnostic {
  const { fleet, environment } = scope;
  const field = pathText(path);
  const place = locateField(fleet, object, path);
  const blamed = causingVariable(scope, object, path);
  const becomes = `${field} becomes ${JSON.stringify(arrived)} when the YAML is read again`;
  const whole = blamed && text === `\${${blamed.name}}`;
  return {
    code: 'invalid-variable-value',
    severity: 'error',
    message: blamed ? `${blamed.name} is ${JSON.stringify(blamed.value)}: ${becomes}` : becomes,
    help: whole
      ? `Put quotes inside the value: '${JSON.stringify(blamed.value)}'`
      : 'Use a simpler value, without characters that YAML interprets',
    environment,
    object: `${object.kind}/${object.name}`,
    field,
    at: blamed?.at ?? place,
    ...(blamed ? { related: [{ message: `${field} uses it`, at: place }], cause: valueCause(blamed) } : {}),
  };
}
