import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import { parse } from 'smol-toml';
import { objectAt } from '../../instances/objects/fields.ts';

/** User data of Bottlerocket; undefined where it is not TOML. */
export function parseToml(text: string): ValueObject | undefined {
  try {
    // Dates, which no setting of Kubernetes has, are mappings without keys here.
    const value = parse(text, { integersAsBigInt: 'asNeeded' }) as Value;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** `settings.kubernetes` of user data, however it is written; empty where it has none. */
export function kubernetesSettings(text: string): ValueObject {
  return objectAt(objectAt(parseToml(text) ?? {}, 'settings'), 'kubernetes');
}
