import type { Characters } from './character-set.ts';

/** Perl's classes, of ASCII only as in RE2, as JavaScript writes them. */
export const perlClasses: Readonly<Record<string, string>> = {
  d: '0-9',
  s: '\\t\\n\\f\\r ',
  w: '0-9A-Za-z_',
};

export const posixClasses: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7F',
  blank: '\\t ',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

/** The characters of a Unicode class, `\p{name}`: a category, a script, `Any`, `ASCII` or `Assigned`; undefined for another name. */
export function unicodeClass(name: string, negated: boolean): Characters | undefined {
  const words = name.split(/[ _-]+/).filter((word) => word !== '');
  if (words.length === 0 || !/^[A-Za-z0-9 _-]+$/.test(name)) return undefined;
  const title = words
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1).toLowerCase()}`)
    .join('_');
  const special = /^(any|ascii|assigned|lc)$/i.test(title) ? specialNames[title.toLowerCase()] : undefined;
  for (const property of [special, `gc=${title}`, `sc=${name}`, `sc=${title}`]) {
    if (property === undefined) continue;
    const native = `\\p{${property}}`;
    if (isClass(native)) return { native, negated };
  }
  return undefined;
}

const specialNames: Readonly<Record<string, string>> = {
  any: 'Any',
  ascii: 'ASCII',
  assigned: 'Assigned',
  lc: 'gc=LC',
};

function isClass(native: string): boolean {
  try {
    return new RegExp(native, 'u').source !== '';
  } catch {
    return false;
  }
}
