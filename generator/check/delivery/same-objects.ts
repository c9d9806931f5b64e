import type { ValueObject } from '@kustomize-ts/core';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type Fleet, type FleetObject, locateField } from '../../load/index.ts';
import { locateValue } from '../../load/value-sources.ts';
import { objectName, pathText, type RenderError } from '../../render/index.ts';
import { firstDifference } from '../update/difference.ts';
import { causingVariable, type VariableSource } from './blame.ts';
import type { Deliveries, Delivery } from './deliveries.ts';

/** What each way of delivery cannot render, and where they would apply different objects to the cluster. */
export function checkSameObjects(
  fleet: Fleet,
  environment: string,
  cluster: string,
  deliveries: Deliveries,
): readonly Diagnostic[] {
  const ways = Object.entries(deliveries) as [way: string, delivery: Delivery][];
  const found = ways.flatMap(([, { file, errors }]) =>
    errors.map((error) => renderFault(fleet, environment, cluster, file, error)),
  );
  if (found.length > 0) return oncePerField(found);
  const [reference, ...others] = ways;
  if (!reference) return [];
  return others.flatMap((other) => {
    const difference = differenceBetween(reference[1].objects, other[1].objects);
    return difference ? [mismatch(fleet, environment, [reference, other], difference)] : [];
  });
}

/** One fault shows in each way of delivery; it is told by the first, and where none knows the field, by all. */
function oncePerField(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const byField = new Map<string, Diagnostic>();
  for (const one of found) {
    const key = JSON.stringify([one.code, one.object, one.field]);
    if (one.field !== undefined && !byField.has(key)) byField.set(key, one);
  }
  return byField.size > 0 ? [...byField.values()] : found;
}

interface Difference {
  object: string;
  path: (string | number)[];
}

function differenceBetween(a: readonly ValueObject[], b: readonly ValueObject[]): Difference | undefined {
  const others = new Map(b.map((object) => [objectName(object), object]));
  for (const object of a) {
    const name = objectName(object);
    const path = firstDifference(object, others.get(name));
    if (path) return { object: name, path };
    others.delete(name);
  }
  const extra = [...others.keys()][0];
  return extra === undefined ? undefined : { object: extra, path: [] };
}

const NAMES: Record<string, string> = { envsubst: 'envsubst', flux: 'Flux', argocd: 'Argo CD' };

function mismatch(
  fleet: Fleet,
  environment: string,
  [a, b]: [way: string, delivery: Delivery][] & { 0: [string, Delivery]; 1: [string, Delivery] },
  { object, path }: Difference,
): Diagnostic {
  const field = pathText(path);
  return {
    code: 'delivery-mismatch',
    severity: 'error',
    message:
      `${NAMES[a[0]]} (${a[1].file}) and ${NAMES[b[0]]} (${b[1].file}) would apply different objects: ${object} ${field}`.trimEnd(),
    help: 'Run poolwright generate; if it stays, use a plainer value for the variables in that field',
    environment,
    object,
    ...(field ? { field } : {}),
    at: placeOf(fleet, environment, object, path),
  };
}

/** A fault of rendering, told where the value that causes it is declared. */
export function renderFault(
  fleet: Fleet,
  environment: string,
  cluster: string | undefined,
  file: string,
  error: RenderError,
): Diagnostic {
  const { message, object, path } = error;
  const blamed = cluster === undefined ? undefined : blame(fleet, environment, cluster, error);
  const place = placeOf(fleet, environment, object, path ?? []);
  return {
    code: error.code === 'undefined-variable' ? 'undefined-variable' : 'render-failed',
    severity: 'error',
    message: `${error.file ?? file}: ${message}`,
    help: blamed
      ? `Give ${blamed.name} another value in ${cluster}`
      : 'Run poolwright generate; if it stays, correct the value named here',
    environment,
    ...(object ? { object } : {}),
    ...(path ? { field: pathText(path) } : {}),
    at: blamed?.at ?? place,
    ...(blamed && path ? { related: [{ message: `${pathText(path)} uses it`, at: place }] } : {}),
  };
}

/** The variable that an error names, or the one in the field that it names. */
function blame(
  fleet: Fleet,
  environment: string,
  cluster: string,
  { variable, object, path }: RenderError,
): Pick<VariableSource, 'name' | 'at'> | undefined {
  if (variable !== undefined) {
    return { name: variable, at: locateValue(fleet, environment, cluster, variable) };
  }
  const declared = declaredObject(fleet, environment, object);
  return declared && path ? causingVariable(fleet, environment, cluster, declared, path) : undefined;
}

function placeOf(
  fleet: Fleet,
  environment: string,
  object: string | undefined,
  path: readonly (string | number)[],
): Diagnostic['at'] & object {
  const declared = declaredObject(fleet, environment, object);
  return declared
    ? locateField(fleet, declared, path)
    : fleet.sources.locate(['environments', environment], 'key');
}

function declaredObject(
  fleet: Fleet,
  environment: string,
  object: string | undefined,
): FleetObject | undefined {
  return fleet.objects.environments
    .find(({ name }) => name === environment)
    ?.objects.find(({ kind, name }) => `${kind}/${name}` === object);
}
