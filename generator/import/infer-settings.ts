import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import { groupBy } from '../diagnostics/group-by.ts';
import type { Path } from '../load/path.ts';
import { valueAt } from '../load/value-at.ts';
import { pathText, substituteObject } from '../render/index.ts';
import { canonical } from './canonical.ts';
import { reference, replaceLeaves } from './emitted.ts';
import { type FieldSchema, isIntOrString } from './field-schema.ts';
import { mayVary, type Reading } from './structure.ts';
import { nameForField, upperSnake } from './variable-kinds.ts';
import type { Variables } from './variables.ts';

/** With more variables of this kind an environment is harder to read than two environments are. */
const MOST_SETTINGS = 8;

/** A number, a boolean or a quantity of an object. */
interface Setting {
  key: string;
  path: Path;
}

/**
 * Replaces numbers, booleans and quantities with variables where clusters of a group differ in them alone. Clusters with other fields or
 * more items of a list stay apart, and so do those that would need more than 8 variables.
 * @param groupOf the same for clusters that can be of one environment
 */
export function inferSettings(
  readings: readonly Reading[],
  variables: Variables,
  schemaOf: FieldSchema,
  groupOf: (reading: Reading) => string,
): void {
  const clusters = readings.filter((one) => one.cluster !== undefined);
  const alike = groupBy(clusters, (one) => `${groupOf(one)} ${withoutSettings(one, schemaOf)}`);
  for (const group of alike.values()) {
    const differing = differingIn(group, schemaOf);
    if (differing.length > MOST_SETTINGS) continue;
    for (const setting of differing) replaceSetting(group, setting, variables, schemaOf);
  }
}

/** The objects of a cluster without the values of their settings. */
function withoutSettings({ objects }: Reading, schemaOf: FieldSchema): string {
  const bare = new Map<string, ValueObject>();
  for (const [key, object] of objects)
    bare.set(
      key,
      replaceLeaves(object, (path, leaf) => (isSetting(object, path, leaf, schemaOf) ? null : leaf)),
    );
  return canonical(bare);
}

function differingIn([first, ...others]: readonly Reading[], schemaOf: FieldSchema): Setting[] {
  const found: Setting[] = [];
  for (const [key, object] of first?.objects ?? [])
    replaceLeaves(object, (path, leaf) => {
      const isSame = others.every(
        ({ objects }) => String(valueAt(objects.get(key) ?? null, path)) === String(leaf),
      );
      if (!isSame && isSetting(object, path, leaf, schemaOf)) found.push({ key, path });
      return leaf;
    });
  return found;
}

function replaceSetting(
  group: readonly Reading[],
  { key, path }: Setting,
  variables: Variables,
  schemaOf: FieldSchema,
): void {
  const values = new Map(
    group.map(({ cluster = '', objects }) => [cluster, String(valueAt(objects.get(key) ?? null, path))]),
  );
  const [first] = group;
  const object = first?.objects.get(key);
  const [kind = '', name = ''] = key.split('/');
  const isInteger = object !== undefined && schemaOf(object, path)?.type === 'integer';
  const variable = variables.ofField(
    [upperSnake(name), nameForField(path)].filter(Boolean).join('_'),
    { description: `${pathText(path)} of ${kind} ${name}`, ...(isInteger ? { pattern: '^-?\\d+$' } : {}) },
    values,
  );
  const id = JSON.stringify(path);
  for (const { objects } of group) {
    const own = objects.get(key);
    if (own)
      objects.set(
        key,
        replaceLeaves(own, (at, leaf) => (JSON.stringify(at) === id ? reference(variable.name) : leaf)),
      );
  }
}

/** Whether a variable can hold the value of a field that takes something besides text. */
function isSetting(object: ValueObject, path: Path, leaf: Value, schemaOf: FieldSchema): boolean {
  if (leaf === null || typeof leaf === 'object' || !mayVary(path)) return false;
  if (typeof leaf === 'string' && (leaf.includes('$') || !isIntOrString(schemaOf(object, path))))
    return false;
  const result = substituteObject({ leaf: reference('V') }, { V: String(leaf) }, { strict: true });
  if (!result.ok || !isObject(result.value)) return false;
  const { leaf: read = null } = result.value;
  return String(read) === String(leaf) && (typeof leaf === 'string' || typeof read === typeof leaf);
}
