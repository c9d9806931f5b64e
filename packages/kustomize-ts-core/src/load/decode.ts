import { KustomizeError } from '../errors.ts';
import { getField, setField } from '../fields/object.ts';
import { isObject, type Value } from '../value.ts';

/** How a value is read. */
export interface Mode {
  /** Reject fields that the format does not know. */
  readonly strict: boolean;
  /** Accept numbers and booleans where text is expected, as sigs.k8s.io/yaml does when it knows the target. */
  readonly lenientText: boolean;
}

/** Reads values of one shape; `undefined` for null, for which Go's JSON decoder does not touch its target. */
export type Shape<T> = (value: Value, field: string, mode: Mode) => T | undefined;

type Fields = Readonly<Record<string, Shape<unknown>>>;

/** The TypeScript type of what a {@link struct} reads. */
export type Decoded<F extends Fields> = { readonly [K in keyof F]?: F[K] extends Shape<infer T> ? T : never };

export type TypeOf<S> = S extends Shape<infer T> ? T : never;

export const text: Shape<string> = (value, field, mode) => {
  if (value === null || typeof value === 'string') return value ?? undefined;
  if (mode.lenientText && typeof value !== 'object') return String(value);
  throw mismatch(field, 'text', value);
};

/**
 * The shape without leniency about text. sigs.k8s.io/yaml does not know the type of fields that a Go struct
 * has from one it embeds, and so converts nothing there.
 */
export function exact<T>(shape: Shape<T>): Shape<T> {
  return (value, field, mode) => shape(value, field, { ...mode, lenientText: false });
}

export const flag: Shape<boolean> = (value, field) => {
  if (value === null || typeof value === 'boolean') return value ?? undefined;
  throw mismatch(field, 'true or false', value);
};

export const integer: Shape<number | bigint> = (value, field) => {
  if (value === null) return undefined;
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value))) return value;
  throw mismatch(field, 'an integer', value);
};

export const anything: Shape<Value> = (value) => value;

export function list<T>(element: Shape<T>, absent: T): Shape<readonly T[]> {
  return (value, field, mode) => {
    if (value === null) return undefined;
    if (!Array.isArray(value)) throw mismatch(field, 'a list', value);
    return value.map((item, index) => element(item, `${field}[${index}]`, mode) ?? absent);
  };
}

export const texts = list(text, '');

export const textMap: Shape<Readonly<Record<string, string>>> = (value, field, mode) => {
  if (value === null) return undefined;
  if (!isObject(value)) throw mismatch(field, 'a mapping', value);
  const map: Record<string, string> = {};
  for (const [key, item] of Object.entries(value)) {
    setField(map, key, text(item, `${field}.${key}`, mode) ?? '');
  }
  return map;
};

/**
 * An object with the given fields. Names are matched as Go's encoding/json does: exactly, else in any
 * letter case. Keys are visited in order, so of two spellings the later wins.
 */
export function struct<F extends Fields>(fields: F): Shape<Decoded<F>> {
  let folded: ReadonlyMap<string, string> | undefined;
  return (value, field, mode) => {
    if (value === null) return undefined;
    if (!isObject(value)) throw mismatch(field, 'a mapping', value);
    const result: Record<string, unknown> = {};
    for (const key of Object.keys(value).sort()) {
      let name: string | undefined = key;
      if (!Object.hasOwn(fields, key)) {
        folded ??= new Map(Object.keys(fields).map((known) => [known.toLowerCase(), known]));
        name = folded.get(key.toLowerCase());
      }
      const inner = field === '' ? key : `${field}.${key}`;
      if (name === undefined) {
        if (mode.strict) throw new KustomizeError('invalid', `unknown field "${key}"`, { field: inner });
        continue;
      }
      const read = fields[name]?.(getField(value, key) ?? null, inner, mode);
      if (read !== undefined) result[name] = read;
    }
    return result as Decoded<F>;
  };
}

function mismatch(field: string, wanted: string, value: Value): KustomizeError {
  const got = Array.isArray(value) ? 'a list' : isObject(value) ? 'a mapping' : JSON.stringify(String(value));
  return new KustomizeError('invalid', `expected ${wanted}, got ${got}`, field === '' ? {} : { field });
}
