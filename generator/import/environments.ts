import type { Value, ValueObject } from '@kustomize-ts/core';
import { jsonText } from '../plan/value-text.ts';
import type { Reading } from './infer-variables.ts';

/** An environment of the fleet: clusters that get the same but for their variables. */
export interface ImportedEnvironment {
  name: string;
  clusters: string[];
  objects: ReadonlyMap<string, ValueObject>;
}

/** An environment whose clusters get different objects, and the environments that were made of it. */
export interface Split {
  environment: string;
  into: { name: string; clusters: string[] }[];
}

/** Puts the clusters of an environment together; where their objects differ, each kind of cluster becomes an environment of its own. */
export function groupEnvironments(readings: readonly Reading[]): {
  environments: ImportedEnvironment[];
  splits: Split[];
} {
  const environments: ImportedEnvironment[] = [];
  const splits: Split[] = [];
  const declared = [...new Set(readings.map(({ environment }) => environment))];
  const taken = new Set(declared);
  for (const name of declared) {
    const alike = new Map<string, Reading[]>();
    for (const reading of readings.filter(({ environment }) => environment === name)) {
      const key = canonical(reading.objects);
      alike.set(key, [...(alike.get(key) ?? []), reading]);
    }
    const groups = [...alike.values()].toSorted((a, b) => b.length - a.length);
    const made = groups.map((group, i) => ({
      name: i === 0 ? name : freeName(name, group, i, taken),
      clusters: group.flatMap(({ cluster }) => cluster ?? []),
      objects: group[0]?.objects ?? new Map<string, ValueObject>(),
    }));
    environments.push(...made);
    if (made.length > 1)
      splits.push({
        environment: name,
        into: made.map((one) => ({ name: one.name, clusters: one.clusters })),
      });
  }
  return { environments, splits };
}

function freeName(environment: string, group: readonly Reading[], i: number, taken: Set<string>): string {
  const only = group.length === 1 ? group[0]?.cluster : undefined;
  let name = only !== undefined && !taken.has(only) ? only : `${environment}-${i + 1}`;
  for (let n = i + 2; taken.has(name); n++) name = `${environment}-${n}`;
  taken.add(name);
  return name;
}

/** The same for objects that are the same, whatever the order of their keys. */
function canonical(objects: ReadonlyMap<string, ValueObject>): string {
  return jsonText(
    [...objects].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, object]) => [key, sorted(object)]),
  );
}

function sorted(value: Value): Value {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}
