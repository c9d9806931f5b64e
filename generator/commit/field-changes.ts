import { isDeepStrictEqual } from 'node:util';
import { isMapping } from '../load/document.ts';

/** Values longer than that are not shown, in UTF-16 units. */
const LONGEST = 40;

/**
 * What is different between two values, a line for each field: `limits.cpu 512 → 1024`. The items of a list count as fields where each
 * has a `key` or a `name` of its own.
 */
export function fieldChanges(old: unknown, now: unknown, path = ''): string[] {
  if (isDeepStrictEqual(old, now)) return [];
  const [a, b] = [fieldsOf(old, now), fieldsOf(now, old)];
  if (!a || !b) return [`${path} ${valueChange(old, now)}`.trim()];
  const keys = [...new Set([...a.keys(), ...b.keys()])];
  return keys.flatMap((key) => fieldChanges(a.get(key), b.get(key), path + step(key, path === '')));
}

function step(key: string, isFirst: boolean): string {
  if (!/^[A-Za-z_][\w-]*$/.test(key)) return `[${oneLine(key)}]`;
  return isFirst ? key : `.${key}`;
}

/** The fields of a mapping, or of a list whose items have names or are as many as the other's; undefined for any other value. */
function fieldsOf(value: unknown, other: unknown): Map<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  const names = value.map(nameOf);
  const fields = new Map(value.map((item, i) => [names[i] ?? '', item]));
  if (names.length > 0 && !names.includes(undefined) && fields.size === names.length) return fields;
  const isAlike =
    Array.isArray(other) && other.length === value.length && [...value, ...other].every(isMapping);
  return isAlike ? new Map(value.map((item, i) => [String(i), item])) : undefined;
}

function nameOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const { key, name } = item as { key?: unknown; name?: unknown };
  return [key, name].find((one) => typeof one === 'string');
}

function valueChange(old: unknown, now: unknown): string {
  const [before, after] = [textOf(old), textOf(now)];
  return before.length > LONGEST || after.length > LONGEST ? 'changed' : `${before} → ${after}`;
}

/** A value as a person would write it on one line. */
function textOf(value: unknown): string {
  if (value === undefined) return 'unset';
  if (Array.isArray(value)) return `[${value.map(textOf).join(', ')}]`;
  if (typeof value === 'string' && /^[\w./:@+%*-]+$/.test(value)) return value;
  return oneLine(
    JSON.stringify(value, (_key, item) => (typeof item === 'bigint' ? String(item) : item)) ?? 'null',
  );
}

/** A text without what breaks a line or what a terminal obeys. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?');
}
