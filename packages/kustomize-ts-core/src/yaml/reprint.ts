import { scanBlockScalar } from './block-scalar.ts';
import { isBlank, isBreak, isBreakOrEnd } from './characters.ts';
import { Cursor } from './cursor.ts';
import type { SourceStyle } from './node.ts';
import { analyze } from './style.ts';

/**
 * The text of a scalar after kustomize has printed its node and has read it again, which it does with each resource
 * at the end of a build and before a JSON patch. Where it has no style, text of many lines is printed literally.
 * In a folded scalar go-yaml v3 (emitterc.go `write_folded_scalar`) prints one empty line too many before a line
 * that starts with a blank, and at the end where line breaks are kept.
 *
 * @returns undefined for text it prints but cannot read: a block scalar that starts with a tab
 */
export function reprint(text: string, style: SourceStyle): string | undefined {
  if (style === 'quoted') return text;
  const startsWithTab = text.charCodeAt(0) === 0x09;
  if (!startsWithTab && style !== 'folded') return text;
  const isBlock = text.includes('\n') || (startsWithTab && style !== 'plain');
  if (!isBlock || !canBeBlock(text)) return text;
  if (startsWithTab) return undefined;
  return scanBlockScalar(new Cursor(print(text), 'context'), 0);
}

/** Whether go-yaml v3 can print a text as a block scalar; unlike v2, it allows tabs there. */
export function canBeBlock(text: string): boolean {
  return analyze(text.replaceAll('\t', 'x')).literal;
}

function print(text: string): string {
  const first = text.charCodeAt(0);
  const last = text.length - 1;
  const hint = first === 0x20 || isBreak(first) ? '2' : '';
  const kept = last === 0 || isBreak(text.charCodeAt(last - 1));
  const chomping = !isBreak(text.charCodeAt(last)) ? '-' : kept ? '+' : '';
  return `>${hint}${chomping}\n${printLines(text)}`;
}

function printLines(text: string): string {
  const separate = startsWithWord(text);
  let printed = '';
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (!isBreak(text.charCodeAt(at))) continue;
    if (at > from) {
      printed += `  ${text.slice(from, at)}`;
      if (separate && text[at] === '\n' && !isBlank(text.charCodeAt(from))) printed += '\n';
    }
    printed += text.charAt(at);
    from = at + 1;
  }
  return from < text.length ? `${printed}  ${text.slice(from)}` : printed;
}

/** go-yaml checks the start of the text where it should check the next line. */
function startsWithWord(text: string): boolean {
  let at = 0;
  while (isBreak(text.charCodeAt(at))) at++;
  const code = at < text.length ? text.charCodeAt(at) : 0;
  return !isBlank(code) && !isBreakOrEnd(code);
}
