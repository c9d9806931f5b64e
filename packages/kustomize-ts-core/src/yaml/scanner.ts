import { scanBlockScalar } from './block-scalar.ts';
import { isBreak, isSpaceOrEnd } from './characters.ts';
import { gatherComments, skipLineComment } from './comments.ts';
import { Cursor, type ReportedMark } from './cursor.ts';
import { scanDirective } from './directive.ts';
import type { Mark } from './error.ts';
import { MAX_DEPTH } from './limits.ts';
import { scanPlain } from './plain.ts';
import { scanAnchorName, scanTag } from './properties.ts';
import { TokenQueue } from './queue.ts';
import { scanQuoted } from './quoted.ts';
import { SimpleKeys } from './simple-key.ts';
import { Token, type TokenKind } from './token.ts';

/** A tab where a block may start, `%`, `@` and backtick. A `#` here is in a comment already. */
const NO_START: ReadonlySet<number> = new Set([0x09, 0x25, 0x40, 0x60]);

/**
 * Splits YAML text into tokens as libyaml's scanner does (go-yaml scannerc.go). Its state: the stack of block
 * columns, whether a simple key may start, and the simple key pending on each flow level.
 */
export class Scanner {
  private readonly cursor: Cursor;
  private readonly lookahead: number;
  private readonly gathersComments: boolean;
  private readonly queue = new TokenQueue();
  /** True when the next token is complete. */
  private ready = false;
  private indent = -1;
  private readonly indents: number[] = [];
  private simpleKeyAllowed = true;
  private readonly simpleKeys: SimpleKeys;
  private ended = false;

  /** @param lookahead how many tokens beyond the next one are scanned before it is returned */
  constructor(text: string, reportedMark: ReportedMark, lookahead: number) {
    this.cursor = new Cursor(text, reportedMark);
    this.lookahead = lookahead;
    this.gathersComments = lookahead > 0;
    this.simpleKeys = new SimpleKeys(this.cursor, this.queue.newest);
  }

  private get flowLevel(): number {
    return this.simpleKeys.level;
  }

  get reportedMark(): ReportedMark {
    return this.cursor.reportedMark;
  }

  /** The next token, without consuming it. Throws YamlError. */
  peek(): Token {
    while (!this.ready) {
      if (this.ended || this.isNextSettled()) this.ready = true;
      else this.fetch();
    }
    return this.queue.next;
  }

  /** Consumes the token last peeked at. */
  skip(): void {
    this.queue.take();
    this.ready = false;
  }

  /** False while more must be scanned to know whether the next token starts a key. */
  private isNextSettled(): boolean {
    const { queue } = this;
    if (queue.waiting <= this.lookahead) return false;
    const level = queue.next.keyLevel;
    const key = level < 0 ? undefined : this.simpleKeys.at(level);
    return key === undefined || key.before !== queue.taken || !this.simpleKeys.isValid(key);
  }

  private fetch(): void {
    const { cursor } = this;
    this.toNextToken();
    if (this.flowLevel === 0) this.unrollIndent(cursor.column);
    const code = cursor.code;
    if (code === 0) this.fetchStreamEnd();
    else if (code === 0x25 /* % */ && cursor.column === 0) this.fetchDirective();
    else if (cursor.atDocumentMarker()) {
      this.fetchDocumentMarker(code === 0x2d ? 'document start' : 'document end');
    } else this.fetchContent(code);
  }

  private fetchContent(code: number): void {
    switch (code) {
      case 0x5b: // [
        this.fetchFlowStart('flow sequence');
        break;
      case 0x7b: // {
        this.fetchFlowStart('flow mapping');
        break;
      case 0x5d: // ]
        this.fetchFlowEnd('flow sequence end');
        break;
      case 0x7d: // }
        this.fetchFlowEnd('flow mapping end');
        break;
      case 0x2c: // ,
        this.fetchFlowEntry();
        break;
      case 0x2a: // *
        this.fetchAnchor('alias');
        break;
      case 0x26: // &
        this.fetchAnchor('anchor');
        break;
      case 0x21: // !
        this.fetchTag();
        break;
      case 0x27: // '
      case 0x22: // "
        this.fetchQuoted();
        break;
      case 0x2d: // -
      case 0x3f: // ?
      case 0x3a: // :
        this.fetchIndicator(code);
        break;
      default:
        this.fetchText(code);
    }
  }

  /** `-`, `?` and `:`, which can also begin a plain scalar. */
  private fetchIndicator(code: number): void {
    const isAlone = isSpaceOrEnd(this.cursor.codeAt(1));
    if (code === 0x2d /* - */) {
      if (isAlone) this.fetchBlockEntry();
      else this.fetchPlain();
    } else if (!isAlone && this.flowLevel === 0) this.fetchPlain();
    else if (code === 0x3f /* ? */) this.fetchKey();
    else this.fetchValue();
  }

  private fetchText(code: number): void {
    const isBlockScalar = code === 0x7c /* | */ || code === 0x3e; /* > */
    if (isBlockScalar && this.flowLevel === 0) this.fetchBlockScalar();
    else if (isBlockScalar || NO_START.has(code)) {
      throw this.cursor.error('found character that cannot start any token');
    } else this.fetchPlain();
  }

  /** Skips blanks, comments and line breaks. Tabs do not count as blanks where a block may start. */
  private toNextToken(): void {
    const { cursor } = this;
    const { line, text } = cursor;
    // A byte order mark counts as a column; the reader has removed the first one.
    if (cursor.pos === 0 && cursor.code === 0xfeff) cursor.pos++;
    if (this.gathersComments && this.followsContent()) skipLineComment(cursor);
    for (;;) {
      let code = text.charCodeAt(cursor.pos);
      while (code === 0x20 || (code === 0x09 && (this.flowLevel > 0 || !this.simpleKeyAllowed))) {
        code = text.charCodeAt(++cursor.pos);
      }
      if (code === 0x23 /* # */) {
        cursor.skipToLineEnd();
        if (this.gathersComments && (cursor.line > line || !this.followsContent())) gatherComments(cursor);
        code = cursor.code;
      }
      if (!isBreak(code)) return;
      cursor.readBreak();
      if (this.flowLevel === 0) this.simpleKeyAllowed = true;
    }
  }

  /** True when a comment on this line belongs to the token before it. */
  private followsContent(): boolean {
    const { kind } = this.queue.newest;
    return kind !== 'stream start' && kind !== 'block entry';
  }

  private push(kind: TokenKind, value = '', suffix = ''): void {
    this.queue.append(new Token(kind, this.cursor.line, this.cursor.column, value, suffix));
  }

  /** A token of `length` characters at the cursor. */
  private pushIndicator(kind: TokenKind, length: number): void {
    this.push(kind);
    this.cursor.pos += length;
  }

  /** Level of the simple key that may start here, or -1. */
  private saveKey(): number {
    if (!this.simpleKeyAllowed) return -1;
    const required = this.flowLevel === 0 && this.indent === this.cursor.column;
    return this.simpleKeys.save(required, this.queue.newest);
  }

  private dropKey(): void {
    this.simpleKeys.drop(this.simpleKeys.current);
  }

  // Indentation

  /** Opens a block at a column, its token after `before`, unless one is open there. */
  private rollIndent(column: number, kind: TokenKind, before: Token, mark: Mark): void {
    if (this.flowLevel > 0 || this.indent >= column) return;
    this.indents.push(this.indent);
    this.indent = column;
    if (this.indents.length > MAX_DEPTH) {
      throw this.cursor.error(`exceeded max depth of ${MAX_DEPTH}`, this.simpleKeys.current);
    }
    this.queue.insertAfter(before, new Token(kind, mark.line, mark.column));
  }

  private unrollIndent(column: number): void {
    while (this.indent > column) {
      this.push('block end');
      this.indent = this.indents.pop() as number;
    }
  }

  // One function for each kind of token

  private fetchStreamEnd(): void {
    const { cursor } = this;
    if (cursor.column !== 0) {
      cursor.line++;
      cursor.lineStart = cursor.pos;
    }
    this.resetBlocks();
    this.push('stream end');
    this.ended = true;
  }

  private fetchDirective(): void {
    this.resetBlocks();
    this.queue.append(scanDirective(this.cursor));
  }

  private fetchDocumentMarker(kind: TokenKind): void {
    this.resetBlocks();
    this.pushIndicator(kind, 3);
  }

  private resetBlocks(): void {
    if (this.flowLevel === 0) this.unrollIndent(-1);
    this.dropKey();
    this.simpleKeyAllowed = false;
  }

  private fetchFlowStart(kind: TokenKind): void {
    const level = this.saveKey();
    this.simpleKeys.enter(this.queue.newest);
    if (this.flowLevel > MAX_DEPTH) throw this.cursor.error(`exceeded max depth of ${MAX_DEPTH}`);
    this.simpleKeyAllowed = true;
    const { line, column } = this.cursor;
    this.queue.append(new Token(kind, line, column, '', '', level));
    this.cursor.pos++;
  }

  private fetchFlowEnd(kind: TokenKind): void {
    this.dropKey();
    this.simpleKeys.leave();
    this.simpleKeyAllowed = false;
    this.pushIndicator(kind, 1);
  }

  private fetchFlowEntry(): void {
    this.dropKey();
    this.simpleKeyAllowed = true;
    this.pushIndicator('flow entry', 1);
  }

  private fetchBlockEntry(): void {
    if (this.flowLevel === 0) {
      this.startBlock('block sequence', 'block sequence entries are not allowed in this context');
    }
    this.dropKey();
    this.simpleKeyAllowed = true;
    this.pushIndicator('block entry', 1);
  }

  private fetchKey(): void {
    if (this.flowLevel === 0) {
      this.startBlock('block mapping', 'mapping keys are not allowed in this context');
    }
    this.dropKey();
    this.simpleKeyAllowed = this.flowLevel === 0;
    this.pushIndicator('key', 1);
  }

  private fetchValue(): void {
    const key = this.simpleKeys.current;
    if (this.simpleKeys.isValid(key)) {
      this.queue.insertAfter(key.before, new Token('key', key.line, key.column));
      this.rollIndent(key.column, 'block mapping', key.before, key);
      key.possible = false;
      this.simpleKeyAllowed = false;
    } else {
      if (this.flowLevel === 0) {
        this.startBlock('block mapping', 'mapping values are not allowed in this context');
      }
      this.simpleKeyAllowed = this.flowLevel === 0;
    }
    this.pushIndicator('value', 1);
  }

  private startBlock(kind: TokenKind, refusal: string): void {
    if (!this.simpleKeyAllowed) throw this.cursor.error(refusal);
    const { cursor } = this;
    this.rollIndent(cursor.column, kind, this.queue.newest, cursor);
  }

  private fetchAnchor(kind: 'alias' | 'anchor'): void {
    const level = this.saveKey();
    this.simpleKeyAllowed = false;
    const { line, column } = this.cursor;
    this.queue.append(new Token(kind, line, column, scanAnchorName(this.cursor), '', level));
  }

  private fetchTag(): void {
    const level = this.saveKey();
    this.simpleKeyAllowed = false;
    const { line, column } = this.cursor;
    const { handle, suffix } = scanTag(this.cursor);
    this.queue.append(new Token('tag', line, column, handle, suffix, level));
  }

  private fetchQuoted(): void {
    const level = this.saveKey();
    this.simpleKeyAllowed = false;
    const { line, column } = this.cursor;
    this.queue.append(new Token('quoted', line, column, scanQuoted(this.cursor), '', level));
  }

  private fetchPlain(): void {
    const level = this.saveKey();
    const { line, column } = this.cursor;
    const { text, crossedLine } = scanPlain(this.cursor, this.indent + 1, this.flowLevel > 0);
    this.simpleKeyAllowed = crossedLine;
    this.queue.append(new Token('plain', line, column, text, '', level));
  }

  private fetchBlockScalar(): void {
    this.dropKey();
    this.simpleKeyAllowed = true;
    const { line, column, code } = this.cursor;
    const text = scanBlockScalar(this.cursor, this.indent);
    this.queue.append(new Token('block scalar', line, column, text, code === 0x3e ? '>' : '|'));
  }
}
