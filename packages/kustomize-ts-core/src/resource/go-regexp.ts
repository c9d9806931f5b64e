import { KustomizeError } from '../errors.ts';
import { LinearRegExp } from './linear-regexp.ts';

const POSIX_CLASSES: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7F',
  blank: '\\t ',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

/** An expression to search texts for. */
export interface Pattern {
  test(text: string): boolean;
}

/**
 * A regular expression in Go's syntax (RE2) as one of JavaScript.
 *
 * @throws KustomizeError `invalid` for a pattern that Go refuses: lookaround, back references, bad syntax
 */
export function goRegExp(pattern: string): Pattern {
  const { flags, rest } = leadingFlags(pattern);
  if (/\(\?[=!]|\(\?<[=!]|\\[1-9k]/.test(rest.replace(/\\\\/g, ''))) throw fault(pattern);
  const source = rest
    .replace(/\\[\s\S]|\[\^?\](?:\\[\s\S]|[^\]\\])*\]/g, (part) => part.replace(/^(\[\^?)\]/, '$1\\]'))
    .replace(/\[:(\^?)(\w+):\]/g, (whole, negated: string, name: string) =>
      negated === '' && Object.hasOwn(POSIX_CLASSES, name) ? (POSIX_CLASSES[name] ?? whole) : whole,
    )
    .replace(/\(\?P</g, '(?<')
    .replace(/\\[AQEz]/g, (escaped) => ({ '\\A': '^', '\\z': '$' })[escaped] ?? '');
  try {
    const native = new RegExp(source, flags);
    return isCheap(source) ? native : new LinearRegExp(source, flags);
  } catch (error) {
    throw fault(pattern, error);
  }
}

/** A regular expression that has to match the whole of a text. */
export function goRegExpWhole(pattern: string): Pattern {
  if (/^[\w/-]*$/.test(pattern)) return { test: (text) => text === pattern };
  const { flags, rest } = leadingFlags(pattern);
  return goRegExp(`${flags === '' ? '' : `(?${flags})`}^(?:${rest})$`);
}

/** Without repeated groups and with few repetitions JavaScript's engine needs little more than linear time. */
function isCheap(source: string): boolean {
  return !/\)[*+{]/.test(source) && (source.match(/[*+{]/g) ?? []).length <= 3;
}

function leadingFlags(pattern: string): { flags: string; rest: string } {
  const [prefix = '', flags = ''] = /^\(\?([ims]+)\)/.exec(pattern) ?? [];
  return { flags: [...new Set(flags)].join(''), rest: pattern.slice(prefix.length) };
}

function fault(pattern: string, cause?: unknown): KustomizeError {
  return new KustomizeError('invalid', `error parsing regexp: \`${pattern}\``, { cause });
}
