import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { FleetSpec } from '../../load/fleet.ts';
import { forCluster } from '../../load/value-sources.ts';

/**
 * The values that Flux substitutes for a Kustomization: those of `substituteFrom`, then those of `substitute`, which win
 * (fluxcd/pkg kustomize v1.44.0). A ConfigMap or Secret that must be there gives its variables their examples, one that is optional nothing.
 */
export function postBuildValues(
  { spec }: ValueObject,
  cluster: string,
  fleet: FleetSpec,
): Record<string, string> {
  const postBuild = isObject(spec) && isObject(spec.postBuild) ? spec.postBuild : {};
  const values: Record<string, string> = {};
  for (const reference of Array.isArray(postBuild.substituteFrom) ? postBuild.substituteFrom : [])
    if (isObject(reference) && reference.optional !== true)
      Object.assign(values, examplesOf(reference, cluster, fleet));
  for (const [name, value] of entriesOf(postBuild.substitute)) values[name] = String(value);
  return values;
}

function examplesOf({ kind, name }: ValueObject, cluster: string, fleet: FleetSpec): Record<string, string> {
  const declared = fleet.delivery?.flux?.substituteFrom?.find(
    (one) => one.kind === kind && forCluster(one.name, cluster) === name,
  );
  const examples: Record<string, string> = {};
  for (const variable of declared?.variables ?? []) {
    const example = fleet.variables?.[variable]?.example;
    if (example !== undefined) examples[variable] = example;
  }
  return examples;
}

function entriesOf(value: Value | undefined): [string, Value][] {
  return Object.entries(isObject(value) ? value : {});
}
