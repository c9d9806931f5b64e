import { KustomizeError } from '../errors.ts';
import { isObject, type Value, type ValueObject } from '../value.ts';
import { reprint } from '../yaml/reprint.ts';
import { styleAt } from './source-text.ts';

/**
 * Throws for a text of several lines that starts with a tab and is not in quotes: kustomize prints it as a block
 * scalar and then fails to read that.
 */
export function requireReadable(value: Value): void {
  if (Array.isArray(value))
    for (let index = 0; index < value.length; index++) check(value, index, value[index]);
  else if (isObject(value)) for (const key of Object.keys(value)) check(value, key, value[key]);
}

function check(parent: ValueObject | Value[], key: string | number, value: Value | undefined): void {
  if (typeof value === 'object') {
    requireReadable(value);
    return;
  }
  if (typeof value !== 'string' || value.charCodeAt(0) !== 0x09 || !value.includes('\n')) return;
  const style = styleAt(parent, key);
  if (reprint(value, style === 'untyped' ? 'plain' : style) !== undefined) return;
  throw new KustomizeError(
    'malformed',
    `'${key}' starts with a tab: kustomize prints it as a block scalar that it cannot read`,
  );
}
