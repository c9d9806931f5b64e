import { KustomizeError } from '../errors.ts';
import { changeField, type FieldSpec } from '../fields/field-spec.ts';
import { type FoundField, lookUpPath } from '../fields/look-up.ts';
import { withField } from '../fields/object.ts';
import { splitFieldPath } from '../fields/path-splitter.ts';
import { isTextAt, textAt } from '../fields/source-text.ts';
import type { Variable } from '../load/kustomization-format.ts';
import { formatId, idKey, parseApiVersion, type ResourceId } from '../resource/id.ts';
import type { Resource } from '../resource/resource.ts';
import type { ResourceList } from '../resource/resource-list.ts';
import { spreadShared } from '../resource/shared-scalars.ts';
import { isObject, type Value, type ValueObject } from '../value.ts';
import { formatFloat, isUint64Only, narrow, parseIntegerV3 } from '../yaml/number.ts';
import { expandVariables, type Lookup, type VariableValue } from './expand.ts';

/** The variables of a build, by name. */
export type Variables = Map<string, Variable>;

/** Adds the variables of a kustomization and marks the resources that give them their values. */
export function addVariables(known: Variables, added: readonly Variable[], resources: ResourceList): void {
  for (const variable of added) {
    const [source, ...others] = sourcesOf(variable, resources);
    if (others.length > 0) {
      throw new KustomizeError('mismatch', `more than one resource matches var '${variable.name}'`, {
        field: 'vars',
      });
    }
    if (source !== undefined) source.varNames = [...source.varNames, variable.name ?? ''];
  }
  mergeVariables(known, added);
}

export function mergeVariables(known: Variables, added: Iterable<Variable>): void {
  for (const variable of added) {
    const name = variable.name ?? '';
    if (known.has(name))
      throw new KustomizeError('conflict', `var '${name}' already encountered`, { field: 'vars' });
    known.set(name, variable);
  }
}

function sourcesOf(
  { objref: { apiVersion, group = '', version = '', kind = '', name = '', namespace = '' } = {} }: Variable,
  resources: ResourceList,
): Resource[] {
  const gvk = apiVersion ? { group, ...withoutBlank(parseApiVersion(apiVersion)) } : { group, version };
  const wanted: ResourceId = { ...gvk, kind, name, namespace, clusterScoped: false };
  const key = idKey(wanted);
  return resources.items.filter((resource) =>
    [...resource.previousIds, resource.id].some((id) =>
      namespace === ''
        ? id.name === name && id.kind === kind && id.group === wanted.group && id.version === wanted.version
        : idKey(id) === key,
    ),
  );
}

function withoutBlank({ group, version }: { group: string; version: string }) {
  return group === '' ? { version } : { group, version };
}

/** Puts the values of all variables into the fields that can refer to them. */
export function resolveVariables(
  variables: Variables,
  resources: ResourceList,
  specs: readonly FieldSpec[],
  warn: (message: string) => void,
): void {
  if (variables.size === 0) return;
  const values = new Map<string, VariableValue | undefined>();
  for (const [name, variable] of variables) values.set(name, variableValue(variable, resources));
  const used = new Set<string>();
  const lookup: Lookup = (name) => {
    const value = values.get(name);
    if (value !== undefined) used.add(name);
    return value;
  };
  for (const resource of resources.items) {
    const before = resource.object;
    for (const spec of specs) {
      resource.object = changeField(resource.object, { ...spec, create: false }, (value, parent, key) =>
        isTextAt(parent, key) ? expandVariables(textAt(parent, key), lookup) : expandIn(value, lookup),
      );
    }
    spreadShared(resource, before);
  }
  const unused = [...values.keys()].filter((name) => !used.has(name));
  if (unused.length > 0) warn(`well-defined vars that were never replaced: ${unused.join(',')}`);
}

/** The value of a variable; `undefined` for a list or a mapping, which cannot be one. */
function variableValue(
  { name = '', fieldref }: Variable,
  resources: ResourceList,
): VariableValue | undefined {
  const path = fieldref?.fieldPath || 'metadata.name';
  const source = resources.items.find(({ varNames }) => varNames.includes(name));
  if (source === undefined) {
    throw new KustomizeError('mismatch', `var '${name}' cannot be mapped to a field of a known resource`, {
      field: 'vars',
    });
  }
  // `ports[0]` is two steps, `ports` and `0`.
  const parts = splitFieldPath(path).flatMap((part) => {
    const [, field = '', index = ''] = /^(.*)\[(\d+)\]$/.exec(part) ?? [];
    return index === '' ? [part] : [field, index].filter((step) => step !== '');
  });
  const found = lookUpPath(source.object, parts);
  if (found === undefined) {
    throw new KustomizeError(
      'mismatch',
      `field ${path} of var '${name}' is not found in ${formatId(source.id)}`,
      {
        field: 'vars',
      },
    );
  }
  return typedValue(found);
}

/**
 * What kyaml v0.21.2 reads (yaml/rnode.go `GetFieldValue`): decimal integers, floats and booleans by their type,
 * and the source text of anything else.
 */
function typedValue({ value, text, isUntyped }: FoundField): VariableValue | undefined {
  if (typeof value === 'object' && value !== null) return undefined;
  if (typeof value === 'boolean' && !isUntyped) return { value, text: String(value) };
  if (isUntyped || (typeof value !== 'number' && typeof value !== 'bigint')) return { value: text, text };
  if (parseIntegerV3(text.replaceAll('_', '')) === undefined) {
    return { value, text: formatFloat(Number(value)) };
  }
  const decimal = /^[-+]?\d+$/.test(text) ? BigInt(text.replace('+', '')) : undefined;
  if (decimal === undefined || isUint64Only(decimal)) {
    throw new KustomizeError('mismatch', `a variable cannot take the number ${text}`, { field: 'vars' });
  }
  return { value: narrow(decimal), text: String(decimal) };
}

function expandIn(value: Value, lookup: Lookup): Value {
  if (Array.isArray(value)) {
    return value.map((_, index) => {
      if (!isTextAt(value, index))
        throw new KustomizeError('mismatch', 'a list with variables must hold text only');
      return expandVariables(textAt(value, index), lookup);
    });
  }
  if (!isObject(value)) return value;
  let result: ValueObject = value;
  for (const key of Object.keys(value)) {
    if (isTextAt(value, key)) result = withField(result, key, expandVariables(textAt(value, key), lookup));
  }
  return result;
}
