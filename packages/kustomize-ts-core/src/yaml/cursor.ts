import { isBlank, isBreakOrEnd, isSpaceOrEnd } from './characters.ts';
import { type Mark, YamlError } from './error.ts';

/** Which of the two marks of an error go-yaml prints: v2 where it is, v3 where its context began. */
export type ReportedMark = 'problem' | 'context';

/** A position in YAML text, and its line. */
export class Cursor {
  /** The text and a final NUL, so that reading at the end needs no bounds check. */
  readonly text: string;
  readonly reportedMark: ReportedMark;
  pos = 0;
  line = 0;
  /** Offset of the first character of the current line. */
  lineStart = 0;

  constructor(text: string, reportedMark: ReportedMark) {
    this.text = `${text}\0`;
    this.reportedMark = reportedMark;
  }

  get column(): number {
    return this.pos - this.lineStart;
  }

  /** Code unit at the cursor, 0 at the end. */
  get code(): number {
    return this.text.charCodeAt(this.pos);
  }

  codeAt(offset: number): number {
    return this.text.charCodeAt(this.pos + offset);
  }

  mark(): Mark {
    return { line: this.line, column: this.column };
  }

  skipBlanks(): void {
    while (isBlank(this.code)) this.pos++;
  }

  skipToLineEnd(): void {
    for (;;) {
      const { code } = this;
      if ((code < 0x20 || code > 0x7e) && isBreakOrEnd(code)) return;
      this.pos++;
    }
  }

  /** Moves past the line break at the cursor and returns what it is in a scalar. */
  readBreak(): string {
    const code = this.code;
    this.pos += code === 0x0d && this.codeAt(1) === 0x0a ? 2 : 1;
    this.line++;
    this.lineStart = this.pos;
    if (code === 0x2028) return '\u2028';
    if (code === 0x2029) return '\u2029';
    return '\n';
  }

  /** True before `---` or `...` alone at the start of a line. */
  atDocumentMarker(): boolean {
    if (this.pos !== this.lineStart) return false;
    const code = this.code;
    if (code !== 0x2d && code !== 0x2e) return false;
    return this.codeAt(1) === code && this.codeAt(2) === code && isSpaceOrEnd(this.codeAt(3));
  }

  /** A scanner error at the cursor. */
  error(reason: string, context: Mark = this.mark()): YamlError {
    const here = this.mark();
    return new YamlError(reason, here, describe(reason, here, context, 1, this.reportedMark));
  }
}

/**
 * The message of go-yaml (decode.go `fail`, v2.4 and v3.0): lines of scanner errors are counted from
 * 1, those of parser errors in effect from 0, and line 0 is omitted.
 */
export function describe(
  reason: string,
  problem: Mark,
  context: Mark,
  scannerLine: 0 | 1,
  reported: ReportedMark,
): string {
  let line = 0;
  if (reported === 'problem') {
    if (problem.line !== 0) line = problem.line + scannerLine;
    else if (context.line !== 0) line = context.line;
  } else if (context.line !== 0) line = context.line + scannerLine;
  else if (problem.line !== 0) line = problem.line + scannerLine;
  return line === 0 ? `yaml: ${reason}` : `yaml: line ${line}: ${reason}`;
}
