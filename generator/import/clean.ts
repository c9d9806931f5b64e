import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { Path } from '../load/path.ts';
import { FINALIZERS, isNoise, SERVER_METADATA } from './noise.ts';

/** An object without what servers and tools write into it. */
export interface CleanObject {
  object: ValueObject;
  /** Whether it was read from an API server, which has filled in the defaults of the CRD. */
  isStored: boolean;
  /** Fields that somebody wrote and that no fleet can hold. */
  lost: Path[];
}

/** Keeps what people declare in a NodePool or EC2NodeClass: name, labels, annotations and spec; null is a missing field. */
export function cleanObject({
  apiVersion = null,
  kind = null,
  metadata,
  spec,
  ...rest
}: ValueObject): CleanObject {
  const declared = isObject(metadata) ? metadata : {};
  const lost: Path[] = Object.keys(rest)
    .filter((key) => key !== 'status')
    .map((key) => [key]);
  const kept: ValueObject = { name: declared.name ?? '' };
  for (const [key, value] of Object.entries(declared)) {
    if (key === 'labels' || key === 'annotations') {
      const own = isObject(value)
        ? Object.entries(value).filter(([name, text]) => !isNoise(name) && text !== null)
        : [];
      if (own.length > 0) kept[key] = Object.fromEntries(own);
    } else if (key !== 'name' && !isServers(key, value)) lost.push(['metadata', key]);
  }
  return {
    object: { apiVersion, kind, metadata: kept, spec: withoutNulls(spec ?? {}) },
    isStored: declared.uid !== undefined || declared.resourceVersion !== undefined,
    lost,
  };
}

function isServers(key: string, value: Value): boolean {
  if (key === 'finalizers') return Array.isArray(value) && value.every((one) => FINALIZERS.has(String(one)));
  return SERVER_METADATA.has(key) || value === null;
}

function withoutNulls(value: Value): Value {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === null ? [] : [[key, withoutNulls(item)]])),
  );
}

/** The object without fields at these paths. */
export function withoutFields(object: ValueObject, paths: readonly Path[]): ValueObject {
  return paths.reduce((rest: ValueObject, path) => withoutField(rest, path), object);
}

function withoutField(value: ValueObject, path: Path): ValueObject;
function withoutField(value: Value, path: Path): Value;
function withoutField(value: Value, [step, ...rest]: Path): Value {
  if (typeof value !== 'object' || value === null || step === undefined) return value;
  if (Array.isArray(value)) return value.map((item, i) => (i === step ? withoutField(item, rest) : item));
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) =>
      key === step ? (rest.length === 0 ? [] : [[key, withoutField(item, rest)]]) : [[key, item]],
    ),
  );
}
