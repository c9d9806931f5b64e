import type { Part } from './finding.ts';
import { floatOf, goNumber } from './go-text.ts';
import { isObject, type Value, type ValueObject } from './value.ts';

/** Metadata as the API server's typed decoder reads it, or why it cannot. */
export interface DecodedMeta {
  metadata: ValueObject | undefined;
  unknown: readonly (readonly Part[])[];
  problem?: { message: string; path: Part[] };
}

type Shape =
  | { go: 'string' | 'int64' | 'bool' | 'time' | 'any' }
  | { go: 'map' }
  | { go: 'list'; item: Shape; name: string }
  | { go: 'struct'; name: string; fields: ReadonlyMap<string, Shape> };

const text: Shape = { go: 'string' };

function struct(name: string, fields: Record<string, Shape>): Shape {
  return { go: 'struct', name, fields: new Map(Object.entries(fields)) };
}

// apimachinery v0.37, pkg/apis/meta/v1/types.go, ObjectMeta
const objectMeta = struct('ObjectMeta', {
  name: text,
  generateName: text,
  namespace: text,
  selfLink: text,
  uid: text,
  resourceVersion: text,
  generation: { go: 'int64' },
  creationTimestamp: { go: 'time' },
  deletionTimestamp: { go: 'time' },
  deletionGracePeriodSeconds: { go: 'int64' },
  labels: { go: 'map' },
  annotations: { go: 'map' },
  ownerReferences: {
    go: 'list',
    name: '[]v1.OwnerReference',
    item: struct('OwnerReference', {
      apiVersion: text,
      kind: text,
      name: text,
      uid: text,
      controller: { go: 'bool' },
      blockOwnerDeletion: { go: 'bool' },
    }),
  },
  finalizers: { go: 'list', name: '[]string', item: text },
  managedFields: {
    go: 'list',
    name: '[]v1.ManagedFieldsEntry',
    item: struct('ManagedFieldsEntry', {
      manager: text,
      operation: text,
      apiVersion: text,
      time: { go: 'time' },
      fieldsType: text,
      fieldsV1: { go: 'any' },
      subresource: text,
    }),
  },
});

/** Decodes an object's metadata as the API server does: drops and reports unknown fields, rejects wrong types. */
export function decodeMeta(metadata: Value | undefined): DecodedMeta {
  if (metadata === undefined || metadata === null) return { metadata: undefined, unknown: [] };
  if (!isObject(metadata)) {
    const message = `json: cannot unmarshal ${jsonType(metadata)} into Go value of type v1.ObjectMeta`;
    return { metadata: undefined, unknown: [], problem: { message, path: ['metadata'] } };
  }
  const decoder = new Decoder();
  const decoded = decoder.decode(objectMeta, metadata, 'ObjectMeta');
  if (decoder.problem !== undefined) return { metadata: undefined, unknown: [], problem: decoder.problem };
  return { metadata: isObject(decoded) ? decoded : {}, unknown: decoder.unknown };
}

class Decoder {
  readonly unknown: Part[][] = [];
  problem: DecodedMeta['problem'];
  /** The path of the value that is decoded now. */
  readonly #path: Part[] = ['metadata'];

  /** The value, or undefined for what Go leaves out as empty. */
  decode(shape: Shape, value: Value, owner: string): Value | undefined {
    if (value === null || this.problem !== undefined) return undefined;
    switch (shape.go) {
      case 'any':
        return value;
      case 'time':
        return this.#time(value);
      case 'struct':
        return isObject(value) ? this.#struct(shape, value) : this.#wrong(shape, value, owner);
      case 'list':
        return Array.isArray(value) ? this.#list(shape, value, owner) : this.#wrong(shape, value, owner);
      case 'map':
        return isObject(value) ? this.#map(value, owner) : this.#wrong(shape, value, owner);
      default:
        if (!fits(shape.go, value)) return this.#wrong(shape, value, owner);
        return value === '' ? undefined : value;
    }
  }

  #below(part: Part, shape: Shape, value: Value, owner: string): Value | undefined {
    this.#path.push(part);
    const decoded = this.decode(shape, value, owner);
    this.#path.pop();
    return decoded;
  }

  #struct(shape: Shape & { go: 'struct' }, value: ValueObject): ValueObject {
    const out: ValueObject = {};
    for (const key of Object.keys(value)) {
      const field = shape.fields.get(key);
      if (field === undefined) this.unknown.push([...this.#path, key]);
      else {
        const decoded = this.#below(key, field, value[key] ?? null, shape.name);
        if (decoded !== undefined) out[key] = decoded;
      }
    }
    return out;
  }

  #list(shape: Shape & { go: 'list' }, value: Value[], owner: string): Value[] | undefined {
    const empty: Value = shape.item.go === 'struct' ? {} : '';
    const items = value.map((item, index) => this.#below(index, shape.item, item, owner) ?? empty);
    return items.length === 0 ? undefined : items;
  }

  #map(value: ValueObject, owner: string): ValueObject | undefined {
    const keys = Object.keys(value);
    if (keys.length === 0) return undefined;
    if (keys.every((key) => typeof value[key] === 'string')) return value;
    return Object.fromEntries(
      keys.map((key) => [key, this.#below({ key }, text, value[key] ?? null, owner) ?? '']),
    );
  }

  #time(value: Value): Value | undefined {
    if (
      typeof value === 'string' &&
      /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d([.,]\d+)?(Z|[+-]\d\d:\d\d)$/.test(value)
    )
      return value;
    const shown =
      typeof value === 'string' ? `parsing time "${value}"` : `cannot unmarshal ${jsonType(value)}`;
    this.problem = { message: `${shown} as "2006-01-02T15:04:05Z07:00"`, path: [...this.#path] };
    return undefined;
  }

  #wrong(shape: Shape, value: Value, owner: string): undefined {
    const field = this.#path.slice(1).filter((part) => typeof part === 'string');
    const message = `json: cannot unmarshal ${jsonType(value, shape)} into Go struct field ${owner}.${field.join('.')} of type ${goType(shape)}`;
    this.problem = { message, path: [...this.#path] };
    return undefined;
  }
}

function fits(go: string, value: Value): boolean {
  if (go === 'int64')
    return (typeof value === 'number' || typeof value === 'bigint') && floatOf(value) === undefined;
  return go === 'bool' ? typeof value === 'boolean' : typeof value === 'string';
}

function jsonType(value: Value, shape?: Shape): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number' || typeof value === 'bigint') {
    return shape?.go === 'int64' ? `number ${goNumber(value)}` : 'number';
  }
  return typeof value;
}

function goType(shape: Shape): string {
  if (shape.go === 'map') return 'map[string]string';
  return shape.go === 'list' || shape.go === 'struct' ? shape.name : shape.go;
}
