import { emit, isObject, readYaml, type Value, YamlError } from '@kustomize-ts/core';
import { equal } from '../load/merge.ts';

/** Whether a value is read as it is written: few texts are not, such as a block that starts with blanks below a list. */
export function survivesText(value: Value): boolean {
  if (isRoundTripSafe(value)) return true;
  try {
    return equal(readYaml(emit(value)), value);
  } catch (error) {
    if (error instanceof YamlError) return false;
    throw error;
  }
}

/** Far from where writing and reading give up. */
const MODEST_DEPTH = 50;

/** True of values that need no trial: printable ASCII and small integers, in texts and keys of which nothing can be lost. */
export function isRoundTripSafe(value: Value, depth = 0): boolean {
  if (typeof value === 'string') return isPlainText(value);
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (typeof value !== 'object') return typeof value === 'boolean';
  if (value === null) return true;
  if (depth > MODEST_DEPTH) return false;
  if (Array.isArray(value)) {
    for (const item of value) if (!isRoundTripSafe(item, depth + 1)) return false;
    return true;
  }
  if (!isObject(value)) return false;
  for (const key of Object.keys(value)) {
    if (!isPlainKey(key) || !isRoundTripSafe(value[key] ?? null, depth + 1)) return false;
  }
  return true;
}

/** Printable ASCII, which is quoted where need be. */
const ONE_LINE = /^[ -~]*$/;
/** What asks for hints or quotes in several lines: other characters, blanks at either end or before a break, blank lines at an end. */
const NO_PLAIN_BLOCK = /[^\n -~]|^[\n ]| (?:\n|$)|\n\n$/;

function isPlainText(text: string): boolean {
  return ONE_LINE.test(text) || !NO_PLAIN_BLOCK.test(text);
}

/** `<<` merges what it holds, and long keys are written in another way. */
function isPlainKey(key: string): boolean {
  return key.length <= 100 && /^[ -;=-~]*$/.test(key);
}
