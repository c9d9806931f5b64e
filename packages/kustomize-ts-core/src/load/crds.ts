import { at } from '../errors.ts';
import { EMPTY_CONFIG, type FieldConfig, mergeConfigs } from '../fields/config.ts';
import type { FieldSpec } from '../fields/field-spec.ts';
import { getField } from '../fields/object.ts';
import { isObject, type Value, type ValueObject } from '../value.ts';
import { readYaml } from '../yaml/index.ts';
import type { Loader } from './loader.ts';
import { yamlFault } from './yaml-fault.ts';

const EXTENSION = {
  annotation: 'x-kubernetes-annotation',
  labelSelector: 'x-kubernetes-label-selector',
  identity: 'x-kubernetes-identity',
  refVersion: 'x-kubernetes-object-ref-api-version',
  refKind: 'x-kubernetes-object-ref-kind',
  refNameKey: 'x-kubernetes-object-ref-name-key',
};

/** Reads the files of `crds`: OpenAPI definitions whose extensions name the fields that hold names or labels. */
export function loadCrds(paths: readonly string[], loader: Loader): FieldConfig {
  return paths.reduce((config, path, index) => {
    const content = at({ field: `crds[${index}]` }, () => loader.readText(path));
    return at({ file: loader.path(path) }, () => {
      const types = yamlFault(() => readYaml(content));
      return mergeConfigs(config, isObject(types) ? configOfTypes(types) : EMPTY_CONFIG);
    });
  }, EMPTY_CONFIG);
}

function configOfTypes(types: ValueObject): FieldConfig {
  let config = EMPTY_CONFIG;
  for (const name of Object.keys(types)) {
    const properties = propertiesOf(types, name);
    if (properties === undefined) continue;
    if (!['kind', 'apiVersion', 'metadata'].every((field) => Object.hasOwn(properties, field))) continue;
    for (const part of fieldsOf(types, name, name.split('.').at(-1) ?? name, [], new Set())) {
      config = mergeConfigs(config, { ...EMPTY_CONFIG, ...part });
    }
  }
  return config;
}

/** The configuration that each field of a type adds; a type that contains itself is entered once. */
function fieldsOf(
  types: ValueObject,
  name: string,
  kind: string,
  path: readonly string[],
  entered: ReadonlySet<string>,
): Partial<FieldConfig>[] {
  const properties = propertiesOf(types, name);
  if (properties === undefined || entered.has(name)) return [];
  const inside = new Set([...entered, name]);
  return Object.entries(properties).flatMap(([field, property]) => {
    if (!isObject(property)) return [];
    const here = [...path, field];
    const ref = property.$ref;
    return [
      ...ownConfig(property, kind, here),
      ...(typeof ref === 'string' ? fieldsOf(types, ref, kind, here, inside) : []),
    ];
  });
}

function ownConfig(property: ValueObject, kind: string, path: readonly string[]): Partial<FieldConfig>[] {
  const spec = (...more: string[]): FieldSpec => ({
    group: '',
    version: '',
    kind,
    path: [...path, ...more].join('/'),
    create: false,
  });
  const text = (extension: string) => {
    const value = getField(property, extension);
    return typeof value === 'string' ? value : undefined;
  };
  const configs: Partial<FieldConfig>[] = [];
  if (text(EXTENSION.annotation) !== undefined) configs.push({ commonAnnotations: [spec()] });
  if (text(EXTENSION.labelSelector) !== undefined) configs.push({ commonLabels: [spec()] });
  if (text(EXTENSION.identity) !== undefined) configs.push({ namePrefix: [spec()] });
  const version = text(EXTENSION.refVersion);
  const refKind = text(EXTENSION.refKind);
  if (version !== undefined && refKind !== undefined) {
    const fieldSpecs = [spec(text(EXTENSION.refNameKey) ?? 'name')];
    configs.push({ nameReference: [{ group: '', version, kind: refKind, fieldSpecs }] });
  }
  return configs;
}

function propertiesOf(types: ValueObject, name: string): ValueObject | undefined {
  const type: Value | undefined = getField(types, name);
  const schema = isObject(type) ? caseless(type, 'schema') : undefined;
  const properties = isObject(schema) ? getField(schema, 'properties') : undefined;
  return isObject(properties) ? properties : undefined;
}

function caseless(object: ValueObject, name: string): Value | undefined {
  const key = Object.keys(object).find((candidate) => candidate.toLowerCase() === name);
  return key === undefined ? undefined : getField(object, key);
}
