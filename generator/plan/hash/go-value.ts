import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import { own } from '../../instances/objects/fields.ts';
import { fnvIntegers, fnvText } from './fnv.ts';
import { hashCustom, isCustom } from './go-custom-value.ts';
import { combine, finish } from './mix.ts';

/** A field of a Go struct: its name in Go, its name in JSON and its type. */
export type HashedField = readonly [name: string, json: string, type: string];

/** The structs by name, each with its hashed fields in Go's order. */
export type HashedTypes = Readonly<Record<string, readonly HashedField[]>>;

/**
 * The hash of a JSON value decoded into a Go type, which is written as Go writes it, `[]*BlockDeviceMapping`.
 * Rules: mitchellh/hashstructure v2.0.2, with FormatV2, SlicesAsSets, IgnoreZeroValue and ZeroNil.
 */
export function hashValue(value: Value | undefined, type: string, types: HashedTypes): bigint {
  if (type.startsWith('*')) return hashValue(value, type.slice(1), types);
  if (type.startsWith('[]')) return hashList(Array.isArray(value) ? value : [], type.slice(2), types);
  if (type.startsWith('map[string]')) return hashMap(objectOf(value), type.slice(11), types);
  if (isCustom(type)) return hashCustom(value, type);
  if (type === 'string') return fnvText(typeof value === 'string' ? value : '');
  if (type === 'bool') return fnvIntegers(8, value === true ? 1n : 0n);
  if (type === 'int32' || type === 'int64') return fnvIntegers(type === 'int32' ? 32 : 64, integerOf(value));
  return hashStruct(objectOf(value), type, types);
}

function hashList(values: readonly Value[], element: string, types: HashedTypes): bigint {
  return values.reduce<bigint>((hash, value) => hash ^ hashValue(value, element, types), 0n);
}

function hashMap(values: ValueObject, element: string, types: HashedTypes): bigint {
  let hash = 0n;
  for (const [key, value] of Object.entries(values))
    hash ^= combine(fnvText(key), hashValue(value, element, types));
  return finish(hash);
}

// upstream finishes after each field, so the order of the fields counts
function hashStruct(values: ValueObject, name: string, types: HashedTypes): bigint {
  let hash = fnvText(name);
  for (const [field, json, type] of fieldsOf(name, types)) {
    const value = own(values, json);
    if (isZero(value, type, types)) continue;
    hash = finish(hash ^ combine(fnvText(field), hashValue(value, type, types)));
  }
  return hash;
}

/** True for Go's zero value of the type: `false` and an empty string, but neither a pointer to them nor an empty list. */
function isZero(value: Value | undefined, type: string, types: HashedTypes): boolean {
  if (value === undefined || value === null) return true;
  if (/^(\*|\[\]|map\[)/.test(type)) return false;
  if (type === 'NillableDuration') return value === 'Never';
  if (!isObject(value)) return value === '' || value === false || value === 0 || value === 0n;
  // fields that are not hashed count as well; they are lists
  const known = new Map(fieldsOf(type, types).map(([, json, inner]) => [json, inner]));
  return Object.entries(value).every(([json, inner]) => isZero(inner, known.get(json) ?? '[]', types));
}

function fieldsOf(name: string, types: HashedTypes): readonly HashedField[] {
  const fields = types[name];
  if (fields === undefined) throw new Error(`no fields are known of the Go type ${name}`);
  return fields;
}

function objectOf(value: Value | undefined): ValueObject {
  return isObject(value) ? value : {};
}

function integerOf(value: Value | undefined): bigint {
  return typeof value === 'number' || typeof value === 'bigint' ? BigInt(value) : 0n;
}
