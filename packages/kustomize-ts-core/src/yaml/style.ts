import { isBlank, isBreak, isBreakOrEnd } from './characters.ts';
import { isPlainString } from './scalar.ts';

/** The style of a string in the output. */
export type ScalarStyle = 'plain' | 'single quoted' | 'double quoted' | 'literal';

/** YAML 1.1 reads this as a number in base 60; go-yaml does not, but quotes it for readers that do. Its first character is `9` or below. */
const BASE60 = /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/;

/** Text without a character that YAML interprets: without blanks, indicators count only at the start, and `:` at the end. */
const HARMLESS = /^[A-Za-z0-9_/$(+]([!-~]*[!-9;-~])?$/;

/** Style go-yaml v2 writes a string in (encode.go `stringv`, emitterc.go `select_scalar_style`). */
export function chooseStyle(text: string, isSimpleKey: boolean): ScalarStyle {
  const wanted = text.includes('\n') ? 'literal' : needsQuotesForType(text) ? 'double quoted' : 'plain';
  if (wanted === 'double quoted' || (wanted === 'plain' && HARMLESS.test(text))) return wanted;
  const traits = analyze(text);
  if (wanted === 'literal') return traits.literal && !isSimpleKey ? 'literal' : 'double quoted';
  if (traits.plain) return 'plain';
  return traits.singleQuoted ? 'single quoted' : 'double quoted';
}

/** True when the text has several lines, so that as a key it needs `? `. */
export function isMultiline(text: string): boolean {
  return /[\n\r\x85\u2028\u2029]/.test(text);
}

function needsQuotesForType(text: string): boolean {
  return !isPlainString(text) || (text.charCodeAt(0) <= 0x39 && text.includes(':') && BASE60.test(text));
}

export interface Traits {
  plain: boolean;
  singleQuoted: boolean;
  literal: boolean;
}

/** Which styles the characters allow in block context (emitterc.go `analyze_scalar`). */
export function analyze(text: string): Traits {
  let indicators = text.startsWith('---') || text.startsWith('...');
  let special = false;
  let lineBreaks = false;
  let breakThenSpace = false;
  let spaceThenBreak = false;
  let previous = 0;
  const last = text.length - 1;
  for (let index = 0; index <= last; index++) {
    const code = text.charCodeAt(index);
    if (!indicators) {
      const spaceFollows = index === last || isBlank(text.charCodeAt(index + 1));
      indicators = isIndicator(code, previous, spaceFollows);
    }
    if (!isPrintable(code)) special = true;
    if (code === 0x20) breakThenSpace ||= index > 0 && isBreak(previous);
    else if (isBreak(code)) {
      lineBreaks = true;
      spaceThenBreak ||= previous === 0x20;
    }
    previous = code;
  }
  const first = text.charCodeAt(0);
  const edges = first === 0x20 || isBreak(first) || previous === 0x20 || isBreak(previous);
  const awkward = spaceThenBreak || special;
  return {
    plain: !indicators && !edges && !lineBreaks && !breakThenSpace && !awkward,
    singleQuoted: !breakThenSpace && !awkward,
    literal: previous !== 0x20 && !awkward,
  };
}

const LEADING_INDICATORS = '#,[]{}&*!|>\'"%@`';

/** @param previous the code unit before, 0 at the start of the text */
function isIndicator(code: number, previous: number, spaceFollows: boolean): boolean {
  if (code === 0x3a /* : */) return spaceFollows;
  if (previous !== 0) return code === 0x23 /* # */ && (isBlank(previous) || isBreakOrEnd(previous));
  if (code === 0x3f /* ? */ || code === 0x2d /* - */) return spaceFollows;
  return LEADING_INDICATORS.includes(String.fromCharCode(code));
}

/** False for what only a double quoted scalar can contain; surrogates are parts of U+10000 and above. */
export function isPrintable(code: number): boolean {
  if (code < 0x7f) return code >= 0x20 || code === 0x0a;
  return (code >= 0xa0 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd && code !== 0xfeff);
}
