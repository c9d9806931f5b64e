import type { Value } from '@kustomize-ts/core';
import { jsonText } from '../instances/objects/json-text.ts';

/** Longer values are not shown, in UTF-16 units. */
const LONGEST = 40;

/** `512 → 1024`; `added`, `removed` or `changed` where a value is too long for one line. */
export function changeText(before: Value | undefined, after: Value | undefined): string {
  const [a, b] = [valueText(before), valueText(after)];
  if (a.length <= LONGEST && b.length <= LONGEST) return `${a} → ${b}`;
  if (before === undefined) return 'added';
  return after === undefined ? 'removed' : 'changed';
}

/** A value as a person would write it on one line. */
export function valueText(value: Value | undefined): string {
  if (value === undefined) return 'unset';
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`;
  if (typeof value === 'string' && /^[\w./:@+%*-]+$/.test(value)) return value;
  return oneLine(jsonText(value));
}

/** A text without line breaks and control sequences. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?');
}
