import { Optional } from '@marcbachmann/cel-js';
import {
  doubleText,
  isMap,
  timestampText,
  typeName,
} from '../../../../packages/crd-validator/src/cel/library/text.ts';
import { Duration, isType, UnsignedInt } from '../../../../packages/crd-validator/src/cel/library/types.ts';

/** A value as the policy oracle writes it (test/oracles/policy/evaluate.go). */
export function show(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return `double ${doubleText(value)}`;
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  if (isMap(value)) {
    const entries = value instanceof Map ? [...value.entries()] : Object.entries(value);
    return `{${entries
      .map(([key, item]) => `${show(key)}: ${show(item)}`)
      .sort()
      .join(', ')}}`;
  }
  if (value instanceof UnsignedInt) return `${value.valueOf()}u`;
  if (value instanceof Duration) return `duration ${Number(value.seconds) + value.nanos / 1e9}`;
  if (value instanceof Date) return `timestamp ${timestampText(value)}`;
  if (value instanceof Uint8Array) return `b${JSON.stringify(Buffer.from(value).toString())}`;
  if (value instanceof Optional)
    return value.hasValue() ? `optional.of(${show(value.value())})` : 'optional.none()';
  if (typeof value === 'object' && isType(value)) return `type ${value.name}`;
  return `other ${typeName(value)}`;
}
