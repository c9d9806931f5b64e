/** What a parsed value may hold, so that nothing behind it runs out of stack, memory or time. */
const MAX_DEPTH = 100;
export const MAX_VALUES = 1_000_000;

/** Why a value is refused, and the place in it where a place is to blame. */
export interface Excess {
  kind:
    | 'too-deep'
    | 'too-many'
    | 'circular'
    | 'prototype-key'
    | 'long-key'
    | 'inexact-number'
    | 'infinite-number'
    | 'lost-character';
  path: (string | number)[];
}

interface Extent {
  values: number;
  /** Levels of mappings and lists, the value's own among them. */
  height: number;
}

const SCALAR: Extent = { values: 1, height: 0 };

/**
 * Measures a value as it is once every alias is written out. What is shared is looked at once, so this takes as long as the text is
 * long, and not as the value is large.
 */
export function measure(value: unknown): { values: number; excess: Excess[] } {
  const known = new Map<object, Extent>();
  const open = new Set<object>();
  const excess: Excess[] = [];
  const path: (string | number)[] = [];
  const report = (kind: Excess['kind']): Extent => {
    excess.push({ kind, path: [...path] });
    return SCALAR;
  };

  const visit = (item: unknown): Extent => {
    if (typeof item === 'string') return losesCharacters(item) ? report('lost-character') : SCALAR;
    if (typeof item === 'number' && !Number.isFinite(item)) return report('infinite-number');
    if (typeof item === 'number') return isInexact(item) ? report('inexact-number') : SCALAR;
    if (typeof item !== 'object' || item === null) return SCALAR;
    if (open.has(item)) return report('circular');
    const before = known.get(item);
    if (path.length + (before?.height ?? 1) > MAX_DEPTH) return report('too-deep');
    if (before) return before;
    open.add(item);
    const extent = { values: 1, height: 0 };
    for (const [key, child] of Array.isArray(item) ? item.entries() : Object.entries(item)) {
      path.push(key);
      if (typeof key === 'string') checkKey(key, report);
      const { values, height } = visit(child);
      extent.values += values;
      extent.height = Math.max(extent.height, height);
      path.pop();
    }
    extent.height++;
    open.delete(item);
    known.set(item, extent);
    return extent;
  };
  const { values } = visit(value);
  if (values > MAX_VALUES) excess.push({ kind: 'too-many', path: [] });
  return { values, excess };
}

/** Whether a text holds characters that kustomize, which passes JSON through YAML, refuses or replaces in what it prints. */
function losesCharacters(text: string): boolean {
  // Nearly all is ASCII, and V8 takes long to read the second expression.
  return /[^\n -~]/.test(text) && /[\x7f-\x9f\ufffe\uffff]|\p{Surrogate}/u.test(text);
}

/** YAML takes 1024 characters at most for a key on one line. */
const LONGEST_KEY = 1000;

function checkKey(key: string, report: (kind: Excess['kind']) => void): void {
  if (key === '__proto__') report('prototype-key');
  if (losesCharacters(key)) report('lost-character');
  if (6 * key.length > LONGEST_KEY && escaped(key).length > LONGEST_KEY) report('long-key');
}

/** A key with six characters for each that Go's encoding/json writes so. */
function escaped(key: string): string {
  return key.replace(/[\p{Cc}<>&\u2028\u2029]/gu, '123456');
}

/** An integer that a JavaScript number holds only nearly. */
function isInexact(value: number): boolean {
  return Number.isInteger(value) && !Number.isSafeInteger(value);
}
