import { isBreak } from './characters.ts';
import { isPrintable } from './style.ts';

/** After this column the next space of a plain or quoted scalar becomes a line break. */
const WIDTH = 80;

/** Lines of output, and scalars written into them in each style (go-yaml v2 emitterc.go). */
export class Writer {
  private lines = '';
  private line = '';

  /** Everything written; ends with a line break. */
  finish(): string {
    return this.line === '' ? this.lines : `${this.lines}${this.line}\n`;
  }

  write(text: string): void {
    this.line += text;
  }

  /** Starts a line; a literal scalar has already ended the one before. */
  startLine(indent: number): void {
    if (this.line !== '') this.lines += `${this.line}\n`;
    this.line = ' '.repeat(indent);
  }

  private endLine(lineBreak: string): void {
    this.lines += this.line + lineBreak;
    this.line = '';
  }

  private mayFold(text: string, fold: boolean): boolean {
    return fold && this.line.length + text.length > WIDTH && text.includes(' ');
  }

  /** @param fold whether lines may be broken at spaces; they are not in simple keys */
  plain(text: string, indent: number, fold: boolean): void {
    if (!this.mayFold(text, fold)) this.line += text;
    else this.words(text, (at) => text.charCodeAt(at + 1) !== 0x20, indent);
  }

  singleQuoted(text: string, indent: number, fold: boolean): void {
    const last = text.length - 1;
    this.line += "'";
    let from = 0;
    for (let at = 0; at <= last; at++) {
      // These are LS and PS only: text with other line breaks is written in other styles.
      if (!isBreak(text.charCodeAt(at))) continue;
      this.singleQuotedLine(text, from, at, indent, fold);
      this.endLine(text.charAt(at));
      from = at + 1;
      if (from <= last && !isBreak(text.charCodeAt(from))) this.line = ' '.repeat(indent);
    }
    this.singleQuotedLine(text, from, text.length, indent, fold);
    this.line += "'";
  }

  private singleQuotedLine(text: string, from: number, to: number, indent: number, fold: boolean): void {
    const part = text.slice(from, to);
    const escaped = part.replaceAll("'", "''");
    if (!this.mayFold(escaped, fold)) {
      this.line += escaped;
      return;
    }
    const last = text.length - 1;
    const mayBreak = (at: number) =>
      from + at > 0 && from + at < last && text.charCodeAt(from + at + 1) !== 0x20;
    this.words(part, mayBreak, indent, (word) => word.replaceAll("'", "''"));
  }

  doubleQuoted(text: string, indent: number, fold: boolean): void {
    this.line += '"';
    const escaped = text.startsWith(BOM) ? escapeEvery(text) : escapeAll(text);
    if (!this.mayFold(escaped, fold)) this.line += escaped;
    else {
      const last = text.length - 1;
      const mayBreak = (at: number) => at > 0 && at < last;
      this.words(text, mayBreak, indent, escapeAll, true);
    }
    this.line += '"';
  }

  /**
   * Writes text word by word and breaks the line at a space when it is too long.
   *
   * @param mayBreak whether the space at this offset, the first of its run, may become a break
   * @param escapeSpace whether a space that then starts a line needs a backslash
   */
  private words(
    text: string,
    mayBreak: (at: number) => boolean,
    indent: number,
    encode: (word: string) => string = (word) => word,
    escapeSpace = false,
  ): void {
    let column = countCharacters(this.line);
    let from = 0;
    let afterSpace = false;
    for (let at = text.indexOf(' '); at >= 0; at = text.indexOf(' ', from)) {
      if (at > from) {
        const word = encode(text.slice(from, at));
        this.line += word;
        column += countCharacters(word);
        afterSpace = false;
      }
      if (!afterSpace && column > WIDTH && mayBreak(at)) {
        this.startLine(indent);
        if (escapeSpace && text.charCodeAt(at + 1) === 0x20) this.line += '\\';
        column = this.line.length;
      } else {
        this.line += ' ';
        column++;
      }
      afterSpace = true;
      from = at + 1;
    }
    this.line += encode(text.slice(from));
  }

  /** Writes `|` with its hints and the lines of the text. */
  literal(text: string, indent: number): void {
    const first = text.charCodeAt(0);
    const hint = first === 0x20 || isBreak(first) ? '2' : '';
    this.line += `|${hint}${chompingHint(text)}`;
    this.endLine('\n');
    const pad = ' '.repeat(indent);
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (!isBreak(code)) continue;
      if (at > from) this.line += pad + text.slice(from, at);
      this.endLine(text.charAt(at));
      from = at + 1;
    }
    if (from < text.length) this.line += pad + text.slice(from);
  }
}

function countCharacters(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index++) {
    if ((text.charCodeAt(index) & 0xfc00) !== 0xdc00) count++;
  }
  return count;
}

function chompingHint(text: string): string {
  const last = text.length - 1;
  if (!isBreak(text.charCodeAt(last))) return '-';
  return last === 0 || isBreak(text.charCodeAt(last - 1)) ? '+' : '';
}

const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\0', '\\0'],
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\v', '\\v'],
  ['\f', '\\f'],
  ['\r', '\\r'],
  ['\x1b', '\\e'],
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\x85', '\\N'],
  ['\u2028', '\\L'],
  ['\u2029', '\\P'],
]);

const BOM = '\ufeff';

function escapeAll(text: string): string {
  if (/^[ !#-[\]-~]*$/.test(text)) return text;
  let escaped = '';
  for (const character of text) {
    const isPlain = character.length === 1 && isPrintable(character.charCodeAt(0));
    escaped += SHORT_ESCAPES.get(character) ?? (isPlain ? character : hexEscape(character));
  }
  return escaped;
}

/** go-yaml v2 checks the start of the text for a BOM where it should check the current character. */
function escapeEvery(text: string): string {
  const escaped = Array.from(text, (character) => SHORT_ESCAPES.get(character) ?? hexEscape(character));
  return escaped.join('').replaceAll('\\xA0', '\\_');
}

function hexEscape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${digits.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
}
