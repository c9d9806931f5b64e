import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { Validator } from '@poolwright/crd-validator';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Fleet } from '../../load/index.ts';
import { locateValue } from '../../load/values.ts';
import { objectName, type Path, pathText } from '../../render/index.ts';
import { stepsOf } from '../field-path.ts';
import type { EnvironmentScope } from '../scope.ts';

/** A validator for an object that brings a fleet to its clusters, and others of its shape; undefined where there is no schema for it. */
export type DeliveryValidator = (object: Value | undefined) => Validator | undefined;

/**
 * What the API server would report of an environment's Flux Kustomizations, located where `delivery` declares them. Of those that differ in
 * the values of their variables alone, which may be any text, one is looked at.
 */
export function createFluxCheck(
  { fleet, environment }: EnvironmentScope,
  validatorOf: DeliveryValidator | undefined,
): (cluster: string, object: ValueObject) => Diagnostic[] {
  const valid = new Set<string>();
  return (cluster, object) => {
    const shape = shapeOf(object);
    if (valid.has(shape)) return [];
    const validator = validatorOf?.(object);
    if (validator === undefined) return [];
    const found = findingsOf(validator, object, environment, (path) =>
      fluxPlace(fleet, environment, cluster, path),
    );
    if (found.length === 0) valid.add(shape);
    return found;
  };
}

/** The object with the type of each variable's value instead of the value. */
function shapeOf(object: ValueObject): string {
  return JSON.stringify(object, (key, value: Value) =>
    key === 'substitute' && isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([name, text]) => [name, typeof text]))
      : typeof value === 'bigint'
        ? `${value}n`
        : value,
  );
}

/** What the API server would report of an environment's ApplicationSet, located where `delivery` declares it. */
export function checkApplicationSet(
  { fleet, environment }: EnvironmentScope,
  object: ValueObject,
  validator: Validator,
): Diagnostic[] {
  return findingsOf(validator, object, environment, (path) =>
    fleet.sources.locate(['delivery', 'argocd', ...argocdField(path)]),
  );
}

/** What the API server would report of the generated source, located where `delivery` declares it. */
export function checkFluxSource(fleet: Fleet, object: ValueObject, validator: Validator): Diagnostic[] {
  return findingsOf(validator, object, undefined, ([top, ...below]) =>
    fleet.sources.locate(['delivery', 'flux', ...(top === 'spec' ? ['source', ...below] : ['sourceRef'])]),
  );
}

function findingsOf(
  validator: Validator,
  object: ValueObject,
  environment: string | undefined,
  placeOf: (path: Path) => Diagnostic['at'] & object,
): Diagnostic[] {
  const { errors, unknownFields } = validator.validate(object);
  const faults: [Path, string][] = [
    ...errors
      .filter(({ kind }) => kind !== 'unchecked')
      .map(({ path, message }): [Path, string] => [path, `${pathText(path) || 'the object'}: ${message}`]),
    ...unknownFields.map((field): [Path, string] => [stepsOf(field), `its CRD has no field ${field}`]),
  ];
  return faults.map(([path, message]) => ({
    code: 'delivery-schema',
    severity: 'error',
    message: `the API server would reject ${objectName(object)}: ${message}`,
    help: 'Correct the field of delivery',
    ...(environment === undefined ? {} : { environment }),
    object: objectName(object),
    field: pathText(path),
    at: placeOf(path),
  }));
}

function fluxPlace(
  fleet: Fleet,
  environment: string,
  cluster: string,
  path: Path,
): Diagnostic['at'] & object {
  const home = ['environments', environment, 'clusters', cluster];
  const [top, field, ...below] = path;
  if (top === 'metadata' && field === 'labels') return fleet.sources.locate([...home, 'labels', ...below]);
  if (top === 'spec' && field === 'postBuild' && below[0] === 'substitute')
    return locateValue(fleet, environment, cluster, String(below[1]));
  const declared = field === undefined ? [] : (RENAMED[field] ?? [field]);
  return fleet.sources.locate(['delivery', 'flux', ...declared, ...below]);
}

/** Where `delivery.flux` declares a field of the Kustomization's spec, where that is not under the field's own name. */
const RENAMED: Readonly<Record<string, readonly string[]>> = {
  postBuild: [],
  healthCheckExprs: ['healthChecks'],
  kubeConfig: ['hub', 'kubeConfig'],
};

/** Where `delivery.argocd` has what the ApplicationSet has at a path. */
function argocdField(path: Path): Path {
  if (path[0] === 'metadata') return path.slice(1);
  const [, template, spec, field, ...below] = path;
  if (template !== 'template' || spec !== 'spec' || field === undefined) return [];
  return field === 'source' ? below : [field, ...below];
}
