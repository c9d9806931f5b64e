import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';

/** An object of an older version as v1 has it. */
export interface Converted {
  object: ValueObject;
  /** Settings of the kubelet, which v1 has in the node class. */
  kubelet?: ValueObject;
  faults: Fault[];
}

/** What has no counterpart in v1, with its place in the old object. */
export interface Fault {
  message: string;
  help: string;
  path: (string | number)[];
}

export function mapping(value: Value | undefined): ValueObject {
  return isObject(value) ? value : {};
}

/** The mapping without fields that are undefined. */
export function defined(fields: Readonly<Record<string, Value | undefined>>): ValueObject {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, Value] => entry[1] !== undefined),
  );
}

/** Before v1 the hop limit of the metadata service was one higher, so that pods could reach it. */
export function withOldHopLimit(options: Value | undefined): ValueObject {
  return { httpPutResponseHopLimit: 2, ...mapping(options) };
}
