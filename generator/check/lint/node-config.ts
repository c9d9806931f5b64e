import { isObject, readYaml, type Value, type ValueObject } from '@kustomize-ts/core';
import { stringAt } from '../../instances/objects/fields.ts';

/** What YAML reads in a text; undefined where it is not YAML. */
export function yamlOf(text: string): Value | undefined {
  try {
    return readYaml(text);
  } catch {
    return undefined;
  }
}

/** Whether an object is what nodeadm of AL2023 reads. */
export function isNodeConfig(value: ValueObject): boolean {
  return value.kind === 'NodeConfig' && (stringAt(value, 'apiVersion') ?? '').startsWith('node.eks.aws/');
}

/** The NodeConfig that a text is; undefined where it is something else. */
export function readNodeConfig(text: string): ValueObject | undefined {
  const value = yamlOf(text);
  return isObject(value) && isNodeConfig(value) ? value : undefined;
}
