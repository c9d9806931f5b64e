import type { Value } from '@kustomize-ts/core';
import type { Pool } from '../instances/objects/pool.ts';
import { keyText } from '../instances/requirements/requirement.ts';
import { equal } from '../load/merge.ts';
import { variablesIn } from '../load/template.ts';
import { allowedText } from '../plan/causes/requirements.ts';
import { type Difference, differences } from '../plan/differences.ts';
import { renamedPools } from '../plan/renames.ts';
import { BY_MEANING } from './same.ts';
import type { Side } from './sides.ts';
import { compareTypes, type TypesDiff } from './types.ts';

/** A field that both sides have otherwise; one that a side does not have is absent there. */
export interface FieldDiff {
  /** As people name it, `limits.cpu`, `requirements[karpenter.sh/capacity-type]`. */
  field: string;
  a?: Value;
  b?: Value;
  /** Of two sets, the items that only one of them has. */
  onlyA?: Value[];
  onlyB?: Value[];
}

/** What is different about one object that both sides have, or that one has. */
export interface ObjectDiff {
  /** Such as `NodePool/gpu`. */
  object: string;
  only?: 'a' | 'b';
  /** Of a pool that one has: the one that only the other has and that is the same but for its name, such as `NodePool/store`. */
  renamed?: string;
  fields: FieldDiff[];
  /** Of a pool that both have: the instance types that it may launch, where they differ. */
  types?: TypesDiff;
}

/** A variable with another value, and the fields that differ for nothing else. */
export interface VariableDiff {
  variable: string;
  a?: string;
  b?: string;
  /** Such as `EC2NodeClass/gpu role`. */
  fields: string[];
}

/** What is different between two sides. */
export interface FleetDiff {
  kind: Side['kind'];
  a: string;
  b: string;
  settings: FieldDiff[];
  variables: VariableDiff[];
  objects: ObjectDiff[];
  /** The instance types that any pool may launch, where they differ. */
  types?: TypesDiff;
}

/** Compares two sides by what they mean. */
export function diffSides(a: Side, b: Side): FleetDiff {
  const usedBy = new Map<string, string[]>();
  const renames = renamesOf(a, b);
  const objects = [...new Set([...a.objects.keys(), ...b.objects.keys()])]
    .sort()
    .flatMap((name) => objectDiff(name, a, b, usedBy) ?? [])
    .map((one) => ({ ...one, ...renames.get(one.object) }));
  const types = compareTypes([...a.pools.values()], [...b.pools.values()]);
  return {
    kind: a.kind,
    a: a.title,
    b: b.title,
    settings: settingsDiff(a, b),
    variables: variablesDiff(a, b, usedBy),
    objects,
    ...(types ? { types } : {}),
  };
}

/** Pools that are the same but for their names, in both directions. */
function renamesOf(a: Side, b: Side): Map<string, Pick<ObjectDiff, 'renamed'>> {
  const only = (side: Side, other: Side): Pool[] =>
    [...side.pools].flatMap(([title, pool]) => (other.pools.has(title) ? [] : [pool]));
  const renamed = [...renamedPools(only(a, b), only(b, a), 0)].map((pair) =>
    pair.map((name) => `NodePool/${name}`),
  );
  return new Map(
    renamed.flatMap(([one = '', other = '']) => [
      [one, { renamed: other }],
      [other, { renamed: one }],
    ]),
  );
}

/** Whether nothing is different. */
export function isEmptyDiff({ settings, variables, objects }: FleetDiff): boolean {
  return settings.length + variables.length + objects.length === 0;
}

function settingsDiff(a: Side, b: Side): FieldDiff[] {
  return (['karpenter', 'kubernetes', 'tier'] as const).flatMap((field) =>
    a.settings[field] === b.settings[field]
      ? []
      : [withSides({ field }, a.settings[field], b.settings[field])],
  );
}

function variablesDiff(a: Side, b: Side, usedBy: ReadonlyMap<string, string[]>): VariableDiff[] {
  const names = new Set([...Object.keys(a.values), ...Object.keys(b.values)]);
  return [...names].sort().flatMap((variable) => {
    const [one, other] = [a.values[variable], b.values[variable]];
    if (one === other) return [];
    return [withSides({ variable, fields: usedBy.get(variable) ?? [] }, one, other)];
  });
}

function objectDiff(name: string, a: Side, b: Side, usedBy: Map<string, string[]>): ObjectDiff | undefined {
  const [one, other] = [a.objects.get(name), b.objects.get(name)];
  if (!one || !other) return { object: name, only: one ? 'a' : 'b', fields: [] };
  const [poolA, poolB] = [a.pools.get(name), b.pools.get(name)];
  const isPool = poolA !== undefined && poolB !== undefined;
  const fields = isPool ? requirementsDiff(poolA, poolB) : [];
  for (const difference of differences(one, other, BY_MEANING)) {
    if (isPool && isRequirement(difference)) continue;
    const field = difference.label.replace(/^spec\./, '');
    const variables = valuesAlone(name, difference, a, b);
    for (const variable of variables)
      usedBy.set(variable, [...(usedBy.get(variable) ?? []), `${name} ${field}`]);
    if (variables.length === 0) fields.push(fieldDiff(field, difference));
  }
  const types = isPool ? compareTypes([poolA], [poolB]) : undefined;
  if (fields.length === 0 && !types) return undefined;
  fields.sort((left, right) => (left.field < right.field ? -1 : 1));
  return { object: name, fields, ...(types ? { types } : {}) };
}

/** The variables whose values alone make a field different: both sides declare it alike. */
function valuesAlone(name: string, { path }: Difference, a: Side, b: Side): string[] {
  const [one, other] = [a.declaredAt(name, path), b.declaredAt(name, path)];
  if (one === undefined || !equal(one, other)) return [];
  return variablesBelow(one).filter((variable) => a.values[variable] !== b.values[variable]);
}

function variablesBelow(value: Value): string[] {
  if (typeof value === 'string') return variablesIn(value);
  if (typeof value !== 'object' || value === null) return [];
  return [...new Set(Object.values(value).flatMap(variablesBelow))];
}

function isRequirement({ path }: Difference): boolean {
  return ['spec', 'template', 'spec', 'requirements'].every((step, i) => path[i] === step);
}

/** Requirements by label, by what they allow: several of one label count together, in whatever order and by whatever operator. */
function requirementsDiff(a: Pool, b: Pool): FieldDiff[] {
  const keys = new Set([...a.written, ...b.written].map(({ key }) => key));
  return [...keys].sort().flatMap((key) => {
    const [one, other] = [a.requirements.get(key), b.requirements.get(key)];
    const field = `requirements[${key}]`;
    const found: FieldDiff[] = [];
    if (keyText(one) !== keyText(other)) {
      const isSets = one && other && !one.complement && !other.complement;
      const only = (of: typeof one, than: typeof one): string[] =>
        isSets ? [...(of?.values ?? [])].filter((value) => !than?.values.has(value)).sort() : [];
      found.push({
        ...withSides({ field }, one && allowedText(one), other && allowedText(other)),
        ...(isSets ? { onlyA: only(one, other), onlyB: only(other, one) } : {}),
      });
    }
    const [least, most] = [minValuesOf(a, key), minValuesOf(b, key)];
    if (least !== most) found.push(withSides({ field: `${field}.minValues` }, least, most));
    return found;
  });
}

function minValuesOf({ written }: Pool, key: string): number | undefined {
  const all = written.flatMap((one) => (one.key === key ? (one.minValues ?? []) : []));
  return all.length === 0 ? undefined : Math.max(...all);
}

function fieldDiff(field: string, { before, after, only }: Difference): FieldDiff {
  return {
    ...withSides({ field }, before, after),
    ...(only ? { onlyA: only.before, onlyB: only.after } : {}),
  };
}

function withSides<T extends object, V>(own: T, a: V | undefined, b: V | undefined): T & { a?: V; b?: V } {
  return { ...own, ...(a === undefined ? {} : { a }), ...(b === undefined ? {} : { b }) };
}
