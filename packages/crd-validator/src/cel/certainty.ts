import { type GoRegExp, goRegExp } from '@poolwright/go-regexp';

// What the code of rules made ahead of time calls. It works on values as they stand in an object, and each function
// gives undefined where CEL has an error, or where only types could tell what CEL makes of a value.

/** True when the test is certain for all items of a list, or keys of a map. */
function every(over: unknown, test: (item: unknown) => boolean): boolean {
  if (Array.isArray(over)) {
    for (const item of over) if (!test(item)) return false;
    return true;
  }
  if (!isMapping(over)) return false;
  for (const key of Object.keys(over)) if (!test(key)) return false;
  return true;
}

/** True when the test is certain for one item of a list, or key of a map. */
function some(over: unknown, test: (item: unknown) => boolean): boolean {
  if (Array.isArray(over)) {
    for (const item of over) if (test(item)) return true;
    return false;
  }
  if (!isMapping(over)) return false;
  for (const key of Object.keys(over)) if (test(key)) return true;
  return false;
}

function filter(over: unknown, test: (item: unknown) => boolean | undefined): unknown[] | undefined {
  if (!Array.isArray(over)) return undefined;
  const out: unknown[] = [];
  for (const item of over) {
    const kept = test(item);
    if (kept === undefined) return undefined;
    if (kept) out.push(item);
  }
  return out;
}

function truth(isTrue: boolean, isFalse: boolean): boolean | undefined {
  return isTrue ? true : isFalse ? false : undefined;
}

/** True when a mapping has no such field, given what reading it gave. */
function lacks(mapping: unknown, field: unknown): boolean {
  return field === undefined && isMapping(mapping);
}

/** Of lists and mappings only that they are equal: of others, parts might be hidden from rules. */
function equals(left: unknown, right: unknown): boolean | undefined {
  if (left === undefined || typeof left !== typeof right) return undefined;
  if (typeof left === 'object') return sameParts(left, right) || undefined;
  if (left === right) return true;
  return typeof left === 'string' && mayBeTime(left) ? undefined : false;
}

/** To rules, two texts of one time are equal, and only the schema tells a time from other strings. */
function mayBeTime(text: string): boolean {
  return text.charCodeAt(4) === 0x2d && /^\d{4}-/.test(text);
}

function sameParts(left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => equals(item, right[index]) === true);
  }
  if (!isMapping(left) || !isMapping(right)) return false;
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => equals(left[key], at(right, key)));
}

/** Of numbers only: strings are not ordered by what JavaScript compares. */
function less(left: unknown, right: unknown): boolean | undefined {
  return isNumber(left) && isNumber(right) ? left < right : undefined;
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

function isIn(item: unknown, collection: unknown): boolean | undefined {
  if (typeof item !== 'string') return undefined;
  if (isMapping(collection)) return Object.hasOwn(collection, item);
  if (!Array.isArray(collection)) return undefined;
  return collection.includes(item) || (mayBeTime(item) ? undefined : false);
}

/** The value of a map's key or at a list's index. */
function at(of: unknown, key: unknown): unknown {
  if (typeof key === 'number') return Array.isArray(of) ? of[key] : undefined;
  return typeof key === 'string' && isMapping(of) && Object.hasOwn(of, key) ? of[key] : undefined;
}

function size(of: unknown): number | undefined {
  if (Array.isArray(of)) return of.length;
  return isMapping(of) ? Object.keys(of).length : undefined;
}

function int(of: unknown): number | undefined {
  return typeof of === 'string' && /^\d{1,15}$/.test(of) ? Number(of) : undefined;
}

function startsWith(text: unknown, start: unknown): boolean | undefined {
  return typeof text === 'string' && typeof start === 'string' ? text.startsWith(start) : undefined;
}

function endsWith(text: unknown, end: unknown): boolean | undefined {
  return typeof text === 'string' && typeof end === 'string' ? text.endsWith(end) : undefined;
}

function split(text: unknown, by: unknown): string[] | undefined {
  return typeof text === 'string' && typeof by === 'string' && by !== '' ? text.split(by) : undefined;
}

/** What stands before the first such character, or the whole text. */
function before(text: unknown, character: string): string | undefined {
  if (typeof text !== 'string') return undefined;
  const end = text.indexOf(character);
  return end < 0 ? text : text.slice(0, end);
}

function matches(text: unknown, pattern: GoRegExp): boolean | undefined {
  return typeof text === 'string' ? pattern.test(text) : undefined;
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** All that the code may call, by the names that it uses. */
export const certainty = {
  ...{ every, some, filter, truth, lacks, equals, less, isIn, at, size, int, startsWith, endsWith, split },
  ...{ before, matches, goRegExp },
};
