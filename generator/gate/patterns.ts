import { mayHideKey } from '../git/changes.ts';

/** A key that names other files, alone on its line, with its list beside it or below. */
const KEY = /^( *)(include|workloads):\s*(?:\[(.*)\])?\s*(?:#.*)?$/;
const ITEM = /^( *)-\s+(.*)$/;
/** A pattern that is not written in a way that takes a YAML reader to read; plain, a leading star were an alias. */
const PLAIN = /^(?:(["'])([\w./*-]+)\1|([\w./-][\w./*-]*))$/;

/** What a fleet's file names others by. */
export interface PlainPatterns {
  /** There may be too many, none is missing. */
  patterns: string[];
  /** Whether some of them may include files, which can name further ones. */
  includes: boolean;
}

/**
 * Finds the patterns by which a fleet's file names others without a YAML reader, which takes longer to load than nearly every
 * commit deserves; `undefined` where the text is too artful for that.
 */
export function plainPatterns(text: string): PlainPatterns | undefined {
  const lines = text.split(/\r?\n/);
  if (mayHideKey(lines)) return undefined;
  const patterns: string[] = [];
  let includes = false;
  for (const [i, line] of lines.entries()) {
    if (!/include|workloads/.test(line) || cannotBeKey(line)) continue;
    const [, indent = '', name, list] = KEY.exec(line) ?? [];
    const items = list === undefined ? name && itemsBelow(lines, i, indent.length) : itemsOf(list);
    if (!items) return undefined;
    for (const item of items) {
      const pattern = patternOf(item);
      if (pattern === undefined) return undefined;
      patterns.push(pattern);
      includes ||= name === 'include';
    }
  }
  return { patterns, includes };
}

/** A remark, or an item that is a pattern itself. */
function cannotBeKey(line: string): boolean {
  return /^\s*#/.test(line) || patternOf(textOf(ITEM.exec(line)?.[2] ?? '')) !== undefined;
}

/** An item without the remark behind it. */
function textOf(item: string): string {
  return item.replace(/\s+#.*$/, '');
}

function patternOf(item: string): string | undefined {
  const [, , quoted, plain] = PLAIN.exec(item.trim()) ?? [];
  const pattern = quoted ?? plain;
  // The matcher takes such steps out.
  return pattern?.split('/').some((step, i) => step === '..' || (i > 0 && /^\.?$/.test(step)))
    ? undefined
    : pattern;
}

/** The items of a list in brackets. */
function itemsOf(list: string): string[] {
  return list.trim() === '' ? [] : list.split(',');
}

/** The items of the list below a key; `undefined` where something goes on that is no item. */
function itemsBelow(lines: readonly string[], key: number, indent: number): string[] | undefined {
  const items: string[] = [];
  let inner = indent;
  for (const line of lines.slice(key + 1)) {
    if (/^\s*(#.*)?$/.test(line)) continue;
    const [, dash, text] = ITEM.exec(line) ?? [];
    if (dash !== undefined && text !== undefined && dash.length >= indent) {
      inner = dash.length;
      items.push(textOf(text));
    } else return /^ *-(\s|$)/.test(line) || line.search(/[^ ]/) > inner ? undefined : items;
  }
  return items;
}

/** Whether a pattern may match a path; sure only when it says no. */
export function mayMatch(pattern: string, path: string): boolean {
  const literals = pattern.replace(/^(\.\/)+/, '').split(/\/?\*[*/]*/);
  let at = 0;
  for (const literal of literals) {
    at = path.indexOf(literal, at);
    if (at < 0) return false;
    at += literal.length;
  }
  return path.startsWith(literals[0] ?? '') && path.endsWith(literals.at(-1) ?? '');
}
