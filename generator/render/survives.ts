import { emit, isObject, readYaml, type Value, YamlError } from '@kustomize-ts/core';
import { equal } from '../load/merge.ts';

/** Whether a value is read as it is written: few texts are not, such as a block that starts with blanks below a list. */
export function survivesText(value: Value): boolean {
  if (survivesSurely(value)) return true;
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
export function survivesSurely(value: Value, depth = 0): boolean {
  if (typeof value === 'string') return isPlainText(value);
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (typeof value !== 'object') return typeof value === 'boolean';
  if (value === null) return true;
  if (depth > MODEST_DEPTH) return false;
  if (Array.isArray(value)) {
    for (const item of value) if (!survivesSurely(item, depth + 1)) return false;
    return true;
  }
  if (!isObject(value)) return false;
  for (const key of Object.keys(value)) {
    if (!isPlainKey(key) || !survivesSurely(value[key] ?? null, depth + 1)) return false;
  }
  return true;
}

/** Printable ASCII: on one line, which is quoted where need be, or on several that make a block without hints. */
function isPlainText(text: string): boolean {
  const last = text.length - 1;
  let lines = 1;
  let previous = 0;
  for (let index = 0; index <= last; index++) {
    const code = text.charCodeAt(index);
    if (code > 0x7e || (code < 0x20 && code !== 0x0a)) return false;
    if (code === 0x0a) {
      // Blank lines at either end ask for a hint, and blanks before a break for quotes.
      if (index === 0 || previous === 0x20 || (index === last && previous === 0x0a)) return false;
      lines++;
    }
    previous = code;
  }
  return lines === 1 || (text.charCodeAt(0) !== 0x20 && previous !== 0x20);
}

const LONGEST_KEY = 100;

function isPlainKey(key: string): boolean {
  if (key.length > LONGEST_KEY) return false;
  for (let index = 0; index < key.length; index++) {
    const code = key.charCodeAt(index);
    // `<<` merges what it holds.
    if (code > 0x7e || code < 0x20 || code === 0x3c) return false;
  }
  return true;
}
