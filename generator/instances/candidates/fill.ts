import type { ValueObject } from '@kustomize-ts/core';
import { clusterVariables } from '../../emit/cluster.ts';
import type { Values } from '../../load/fleet.ts';
import type { Fleet } from '../../load/index.ts';
import { valueSourceVariables } from '../../load/value-sources.ts';
import { substituteObject } from '../../render/index.ts';

/** What a cluster's variables are substituted with; those that only the cluster knows stay as they are written. */
export function knownVariables({ spec }: Pick<Fleet, 'spec'>, values: Values): Record<string, string> {
  const kept = Array.from(valueSourceVariables(spec), (name) => [name, `\${${name}}`]);
  return { ...Object.fromEntries(kept), ...clusterVariables(values, true) };
}

/** An object with its variables substituted; as it is written where that fails. */
export function fill(object: ValueObject, variables: Readonly<Record<string, string>>): ValueObject {
  const result = substituteObject(object, variables, { strict: false });
  return result.ok ? result.value : object;
}
