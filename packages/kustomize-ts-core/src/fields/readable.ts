import { KustomizeError } from '../errors.ts';
import type { Value, ValueObject } from '../value.ts';
import { reprint } from '../yaml/reprint.ts';
import { styleAt } from './source-text.ts';

const TAB = 0x09;

/**
 * Throws for a text of several lines that starts with a tab and is not in quotes: kustomize prints it as a block
 * scalar and then fails to read that.
 */
export function requireReadable(value: ValueObject | Value[]): void {
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) check(value, index, value[index] ?? null);
  } else {
    // Objects are plain, and so this is `Object.keys` without a list: each object of a build passes here.
    for (const key in value) check(value, key, value[key] ?? null);
  }
}

function check(parent: ValueObject | Value[], key: string | number, value: Value): void {
  if (typeof value === 'string') {
    if (value.charCodeAt(0) === TAB && value.includes('\n')) checkText(parent, key, value);
  } else if (typeof value === 'object' && value !== null) requireReadable(value);
}

function checkText(parent: ValueObject | Value[], key: string | number, value: string): void {
  const style = styleAt(parent, key);
  if (reprint(value, style === 'untyped' ? 'plain' : style) !== undefined) return;
  throw new KustomizeError(
    'malformed',
    `'${key}' starts with a tab: kustomize prints it as a block scalar that it cannot read`,
  );
}
