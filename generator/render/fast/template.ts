import { emit } from '@kustomize-ts/core';
import { checkYamlRoundTrip } from '../round-trip.ts';

/** A leaf cut into text and the names of variables. */
export type Part = { text: string } | { variable: string };

/** A string whose variables can be given harmless values without reading the object's text again. */
export interface LeafTemplate {
  parts: Part[];
  /** Written plain, so that what it becomes decides its type; quoted and block scalars stay strings. */
  plain: boolean;
}

/** Where the emitter begins to fold lines; go-yaml v2's `best_width`. */
const WIDTH = 80;

/**
 * The template of a string, or undefined if it needs substitution as text: it uses more of the language than
 * `${NAME}`, or its scalar would be folded so that references may be torn apart.
 * @param column an upper bound for the column at which the scalar starts
 */
export function leafTemplate(text: string, column: number): LeafTemplate | undefined {
  const parts = partsOf(text);
  if (parts === undefined) return undefined;
  const document = emit(text);
  const written = document.endsWith('\n') ? document.slice(0, -1) : document;
  const style = scalarStyle(text, written);
  if (style === undefined || !checkYamlRoundTrip(text)) return undefined;
  const mayFold = style !== 'block' && text.includes(' ') && column + written.length > WIDTH;
  return mayFold ? undefined : { parts, plain: style === 'plain' };
}

function scalarStyle(text: string, written: string): 'plain' | 'quoted' | 'block' | undefined {
  if (written === text) return 'plain';
  if (written.startsWith('|')) return 'block';
  const isOneLine = !/[\n\r\u0085\u2028\u2029]/.test(written);
  return isOneLine && /^['"]/.test(written) ? 'quoted' : undefined;
}

/** Cuts a text at its `${NAME}`; undefined where it holds any other syntax of the language. */
function partsOf(text: string): Part[] | undefined {
  const parts: Part[] = [];
  let end = 0;
  for (let at = text.indexOf('$'); at >= 0; at = text.indexOf('$', at + 1)) {
    const next = text.charCodeAt(at + 1);
    if (next === 0x24 /* $ */) return undefined;
    if (next !== 0x7b /* { */) continue;
    const close = endOfName(text, at + 2);
    if (close === at + 2 || text.charCodeAt(close) !== 0x7d /* } */) return undefined;
    if (at > end) parts.push({ text: text.slice(end, at) });
    parts.push({ variable: text.slice(at + 2, close) });
    end = close + 1;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

/** Where a name that starts at an offset ends; there, when none does. */
function endOfName(text: string, start: number): number {
  let at = start;
  for (;;) {
    const code = text.charCodeAt(at);
    const isLetter = (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f;
    if (!isLetter && !(at > start && code >= 0x30 && code <= 0x39)) return at;
    at++;
  }
}
