import type { Value, ValueObject } from '../value.ts';
import { Composer } from './composer.ts';
import { describe } from './cursor.ts';
import type { Dialect } from './dialect.ts';
import { readDirectives } from './document.ts';
import { type Mark, YamlError } from './error.ts';
import { MappingBuilder } from './mapping.ts';
import type { SourceListener } from './node.ts';
import { Scanner } from './scanner.ts';
import { Token } from './token.ts';

/** Reads values out of tokens by recursive descent (the grammar of go-yaml parserc.go). */
export class Parser {
  private readonly scanner: Scanner;
  private readonly dialect: Dialect;
  private readonly composer: Composer;
  private readonly listener: SourceListener | undefined;
  private tagHandles: ReadonlyMap<string, string> = new Map();

  constructor(text: string, dialect: Dialect, listener?: SourceListener) {
    this.scanner = new Scanner(text, dialect.reportedMark, dialect.lookahead);
    this.dialect = dialect;
    this.composer = new Composer(dialect);
    this.listener = listener;
  }

  /** The first document, `undefined` for an empty stream. Later documents are not read. */
  document(): Value | undefined {
    const { scanner } = this;
    if (scanner.peek().kind === 'stream end') return undefined;
    const { explicit, tagHandles } = readDirectives(scanner);
    this.tagHandles = tagHandles;
    const isEmpty = explicit && endsDocument(scanner.peek());
    const value = isEmpty ? this.empty(false) : this.node(true, false);
    scanner.peek();
    this.composer.problems.check(value);
    return value;
  }

  private node(block: boolean, indentless: boolean): Value {
    const { scanner, composer } = this;
    const token = scanner.peek();
    switch (token.kind) {
      case 'plain':
        scanner.skip();
        return composer.plain(token, !block);
      case 'quoted':
      case 'block scalar':
        scanner.skip();
        return composer.text(token);
      case 'alias':
        scanner.skip();
        return composer.alias(token, !block);
      case 'anchor':
      case 'tag':
        return this.withProperties(block, indentless);
      default:
        return this.collection(token, block, indentless, token);
    }
  }

  private empty(inFlow: boolean): Value {
    return this.composer.empty(this.scanner.peek(), inFlow);
  }

  private withProperties(block: boolean, indentless: boolean): Value {
    const { scanner, composer } = this;
    const start = scanner.peek();
    let anchorName: string | undefined;
    let tagToken: Token | undefined;
    for (let token = start; ; token = scanner.peek()) {
      if (token.kind === 'anchor' && anchorName === undefined) anchorName = token.value;
      else if (token.kind === 'tag' && tagToken === undefined) tagToken = token;
      else break;
      scanner.skip();
    }
    const tag = tagToken === undefined ? '' : this.resolveTag(tagToken, start);
    if (anchorName === undefined) return this.content(tag, block, indentless, start);
    const anchor = composer.open(anchorName);
    const value = this.content(tag, block, indentless, start);
    composer.close(anchor, value);
    return value;
  }

  /** The node after an anchor or a tag, which can be empty. */
  private content(tag: string, block: boolean, indentless: boolean, start: Token): Value {
    const { scanner, composer } = this;
    const token = scanner.peek();
    switch (token.kind) {
      case 'plain':
      case 'quoted':
      case 'block scalar':
        scanner.skip();
        return composer.tagged(tag, token, !block, start);
      case 'flow sequence':
      case 'flow mapping':
        return this.collection(token, block, indentless, start);
      case 'block sequence':
      case 'block mapping':
        if (block) return this.collection(token, block, indentless, start);
        break;
      case 'block entry':
        if (indentless) return this.collection(token, block, indentless, start);
        break;
    }
    if (tag === '') return this.empty(!block);
    return composer.tagged(tag, new Token('plain', start.line, start.column), !block, start);
  }

  private resolveTag(token: Token, start: Token): string {
    if (token.value === '') return token.suffix;
    const prefix = this.tagHandles.get(token.value);
    if (prefix === undefined) throw this.error('found undefined tag handle', token, start);
    return prefix + token.suffix;
  }

  /** A sequence or mapping; `start` is its anchor or tag, if it has one. */
  private collection(token: Token, block: boolean, indentless: boolean, start: Token): Value {
    this.composer.enter(token);
    let value: ValueObject | Value[];
    if (token.kind === 'flow sequence') value = this.flowSequence(token);
    else if (token.kind === 'flow mapping') value = this.flowMapping(token);
    else if (block && token.kind === 'block sequence') value = this.blockSequence(token);
    else if (block && token.kind === 'block mapping') value = this.blockMapping(token);
    else if (indentless && token.kind === 'block entry') value = this.indentlessSequence();
    else throw this.error('did not find expected node content', token, start);
    if (token.kind === 'flow sequence' || token.kind === 'flow mapping') this.listener?.onFlow(value);
    this.composer.leave(Array.isArray(value) ? 'sequence' : 'mapping');
    return value;
  }

  private blockSequence(start: Token): Value[] {
    const { scanner } = this;
    scanner.skip();
    const items: Value[] = [];
    while (scanner.peek().kind === 'block entry') {
      scanner.skip();
      const { kind } = scanner.peek();
      const isLeftOut = kind === 'block entry' || kind === 'block end';
      this.addItem(items, isLeftOut ? this.empty(false) : this.node(true, false));
    }
    this.expectBlockEnd(start, "did not find expected '-' indicator");
    return items;
  }

  /** A sequence with the column of its key. */
  private indentlessSequence(): Value[] {
    const { scanner } = this;
    const items: Value[] = [];
    while (scanner.peek().kind === 'block entry') {
      scanner.skip();
      const { kind } = scanner.peek();
      const isLeftOut = kind === 'block entry' || endsBlockPart(kind);
      this.addItem(items, isLeftOut ? this.empty(false) : this.node(true, false));
    }
    return items;
  }

  private addItem(items: Value[], item: Value): void {
    const index = items.push(item) - 1;
    if (this.listener === undefined || typeof item === 'object') return;
    const { kind, text, style } = this.composer.last;
    if (kind === 'scalar' && text !== undefined && (String(item) !== text || text.includes('\n'))) {
      this.listener.onText(items, index, text, style);
    }
  }

  private blockMapping(start: Token): ValueObject {
    const { scanner } = this;
    scanner.skip();
    const mapping = this.startMapping();
    while (scanner.peek().kind === 'key') {
      const at = scanner.peek();
      scanner.skip();
      const key = this.blockPart();
      mapping.key(key, this.composer.last, at);
      const hasValue = scanner.peek().kind === 'value';
      if (hasValue) scanner.skip();
      const value = hasValue ? this.blockPart() : this.empty(false);
      mapping.value(value, this.composer.last);
    }
    this.expectBlockEnd(start, 'did not find expected key');
    return mapping.finish();
  }

  /** A key or value of a block mapping, possibly empty. */
  private blockPart(): Value {
    return endsBlockPart(this.scanner.peek().kind) ? this.empty(false) : this.node(true, true);
  }

  private expectBlockEnd(start: Token, problem: string): void {
    const token = this.scanner.peek();
    if (token.kind !== 'block end') throw this.error(problem, token, start);
    this.scanner.skip();
  }

  private flowSequence(start: Token): Value[] {
    const { scanner } = this;
    scanner.skip();
    const items: Value[] = [];
    while (this.hasFlowEntry('flow sequence end', items.length === 0, start)) {
      if (scanner.peek().kind === 'key') items.push(this.flowPair());
      else this.addItem(items, this.node(false, false));
    }
    scanner.skip();
    return items;
  }

  /** `[key: value]`, a mapping of one pair. */
  private flowPair(): Value {
    const { scanner } = this;
    const at = scanner.peek();
    this.composer.enter(at);
    scanner.skip();
    const mapping = this.startMapping();
    const isLeftOut = endsFlowPart(scanner.peek().kind, 'flow sequence end');
    const key = this.flowPart('flow sequence end');
    // go-yaml skips what follows an omitted key, and so rejects `[? : a]`.
    if (isLeftOut) scanner.skip();
    mapping.key(key, this.composer.last, at);
    const hasValue = scanner.peek().kind === 'value';
    if (hasValue) scanner.skip();
    const value = hasValue ? this.flowPart('flow sequence end') : this.empty(true);
    mapping.value(value, this.composer.last);
    this.composer.leave('mapping');
    return mapping.finish();
  }

  private flowMapping(start: Token): ValueObject {
    const { scanner } = this;
    scanner.skip();
    const mapping = this.startMapping();
    for (let first = true; this.hasFlowEntry('flow mapping end', first, start); first = false) {
      const at = scanner.peek();
      const explicit = at.kind === 'key';
      if (explicit) scanner.skip();
      const key = explicit ? this.flowPart('flow mapping end') : this.node(false, false);
      mapping.key(key, this.composer.last, at);
      const hasValue = explicit && scanner.peek().kind === 'value';
      if (hasValue) scanner.skip();
      const value = hasValue ? this.flowPart('flow mapping end') : this.empty(true);
      mapping.value(value, this.composer.last);
    }
    scanner.skip();
    return mapping.finish();
  }

  /** Skips the comma before an entry; false at the end of the collection. */
  private hasFlowEntry(end: FlowEnd, first: boolean, start: Token): boolean {
    const { scanner } = this;
    const token = scanner.peek();
    if (token.kind === end) return false;
    if (first) return true;
    if (token.kind !== 'flow entry') {
      const bracket = end === 'flow sequence end' ? ']' : '}';
      throw this.error(`did not find expected ',' or '${bracket}'`, token, start);
    }
    scanner.skip();
    return scanner.peek().kind !== end;
  }

  /** A key or value in a flow collection, possibly empty. */
  private flowPart(end: FlowEnd): Value {
    return endsFlowPart(this.scanner.peek().kind, end) ? this.empty(true) : this.node(false, false);
  }

  private startMapping(): MappingBuilder {
    const { isAtRoot, problems } = this.composer;
    return new MappingBuilder(this.dialect, isAtRoot, problems, this.listener?.onText);
  }

  private error(reason: string, problem: Mark, context: Mark): YamlError {
    const { reportedMark } = this.scanner;
    return new YamlError(reason, problem, describe(reason, problem, context, 0, reportedMark));
  }
}

function endsBlockPart(kind: Token['kind']): boolean {
  return kind === 'key' || kind === 'value' || kind === 'block end';
}

type FlowEnd = 'flow sequence end' | 'flow mapping end';

function endsFlowPart(kind: Token['kind'], end: FlowEnd): boolean {
  return kind === 'value' || kind === 'flow entry' || kind === end;
}

function endsDocument({ kind }: Token): boolean {
  return (
    kind === 'version directive' ||
    kind === 'tag directive' ||
    kind === 'document start' ||
    kind === 'document end' ||
    kind === 'stream end'
  );
}
