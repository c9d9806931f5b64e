import type { Value } from '@kustomize-ts/core';
import type { FleetSpec, SubstituteReference, Values } from './fleet.ts';
import type { EnvironmentObjects } from './resolved.ts';
import { DOLLAR, variablesIn } from './template.ts';

/** Names of the variables that every cluster of an environment must have a value for. */
export function neededVariables(environment: EnvironmentObjects): Set<string> {
  const needed = variablesOf(environment);
  needed.delete(DOLLAR);
  return needed;
}

/** Names of the variables that an environment's objects refer to, the implicit one of a literal `$` included. */
export function variablesOf({ objects }: EnvironmentObjects): Set<string> {
  const found = new Set<string>();
  for (const { value } of objects) collect(value, found);
  return found;
}

function collect(value: Value, found: Set<string>): void {
  if (typeof value === 'string') for (const name of variablesIn(value)) found.add(name);
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) for (const item of value) collect(item, found);
  else for (const key in value) collect(value[key] as Value, found);
}

/** Names of the variables that have a value in every cluster by a ConfigMap or Secret that must be there. */
export function valueSourceVariables(spec: FleetSpec): ReadonlySet<string> {
  const references = spec.delivery?.flux?.substituteFrom ?? [];
  return new Set(references.flatMap(({ optional, variables }) => (optional ? [] : variables)));
}

/**
 * Whether a cluster needs a variable whose value it has in itself alone, so that only Flux can fill it in.
 * @param values those that git has for it
 */
export function needsValueSource(spec: FleetSpec, values: Values, needed: ReadonlySet<string>): boolean {
  return Array.from(valueSourceVariables(spec)).some(
    (name) => needed.has(name) && !Object.hasOwn(values, name),
  );
}

/**
 * The references that a cluster's Kustomization has to name, in their order: those with a variable that the cluster needs and git has
 * no value of, which would win over theirs. `{cluster}` is replaced.
 * @param values those that git has for it
 */
export function referencesOf(
  spec: FleetSpec,
  name: string,
  values: Values,
  needed: ReadonlySet<string>,
): SubstituteReference[] {
  return (spec.delivery?.flux?.substituteFrom ?? [])
    .filter(({ variables }) => variables.some((one) => needed.has(one) && !Object.hasOwn(values, one)))
    .map((reference) => ({ ...reference, name: forCluster(reference.name, name) }));
}

/** A name with the cluster's instead of `{cluster}`. */
export function forCluster(name: string, cluster: string): string {
  return name.replaceAll('{cluster}', cluster);
}

/** A branch or tag with the environment's name instead of `{environment}`. */
export function forEnvironment(revision: string, environment: string): string {
  return revision.replaceAll('{environment}', environment);
}

/** The values a cluster is rendered with: those that git has, and examples for those that only the cluster has. */
export function renderedValues(spec: FleetSpec, own: Values): Record<string, string> {
  const values: Record<string, string> = {};
  for (const name of valueSourceVariables(spec)) {
    const example = spec.variables?.[name]?.example;
    if (example !== undefined) values[name] = example;
  }
  return Object.assign(values, own);
}
