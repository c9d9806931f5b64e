import { Duration, isType, UnsignedInt } from './types.ts';

/** What `string()` makes of a value; undefined for one it does not take (cel-go v0.29, common/types). */
export function stringOf(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return doubleText(value);
    case 'bigint':
    case 'boolean':
      return String(value);
  }
  if (value instanceof UnsignedInt) return String(value.valueOf());
  if (value instanceof Duration) return `${durationSeconds(value)}s`;
  if (value instanceof Date) return timestampText(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  return typeof value === 'object' && value !== null && isType(value) ? value.name : undefined;
}

/** A double as Go writes it with the fewest digits: with an exponent from 1e6 and below 1e-4. */
export function doubleText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [digits = '', exponent = ''] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(value);
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

/** The seconds of a duration, in decimals. */
export function durationSeconds({ seconds, nanos }: Duration): string {
  const total = seconds * 1_000_000_000n + BigInt(nanos);
  const magnitude = total < 0n ? -total : total;
  const fraction = String(magnitude % 1_000_000_000n)
    .padStart(9, '0')
    .replace(/0+$/, '');
  return `${total < 0n ? '-' : ''}${magnitude / 1_000_000_000n}${fraction === '' ? '' : `.${fraction}`}`;
}

/** A timestamp in RFC 3339, without a fraction that is zero. */
export function timestampText(time: Date): string {
  return time
    .toISOString()
    .replace(/\.?0*Z$/, 'Z')
    .replace(/:Z$/, ':00Z');
}

/** A map of CEL: a mapping of an object, or one that an expression made. */
export type CelMap = Map<unknown, unknown> | Record<string, unknown>;

/** True for what CEL takes for a map. */
export function isMap(value: unknown): value is CelMap {
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof Map) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The name of a value's type in CEL. */
export function typeName(value: unknown): string {
  if (value === null) return 'null_type';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return 'double';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  if (Array.isArray(value)) return 'list';
  if (isMap(value)) return 'map';
  if (value instanceof UnsignedInt) return 'uint';
  if (value instanceof Duration) return 'google.protobuf.Duration';
  if (value instanceof Date) return 'google.protobuf.Timestamp';
  if (value instanceof Uint8Array) return 'bytes';
  if (typeof value === 'object' && isType(value)) return 'type';
  return namedType(value) ?? 'unknown';
}

/** The types of values that the Kubernetes libraries add carry their name. */
function namedType(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('celType' in value)) return undefined;
  return typeof value.celType === 'string' ? value.celType : undefined;
}
