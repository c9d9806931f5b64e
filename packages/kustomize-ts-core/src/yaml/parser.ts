import type { Value, ValueObject } from '../value.ts';
import { type Anchor, Anchors } from './anchors.ts';
import { describe } from './cursor.ts';
import type { Dialect } from './dialect.ts';
import { readDirectives } from './document.ts';
import { type Mark, YamlError } from './error.ts';
import { checkFinite } from './finite.ts';
import { MAX_DEPTH } from './limits.ts';
import { MappingBuilder } from './mapping.ts';
import type { NodeFacts, NodeKind, TextListener } from './node.ts';
import { Scanner } from './scanner.ts';
import { MERGE_TAG, resolveTagged, STRING_TAG } from './tagged.ts';
import type { Token } from './token.ts';

/** Reads values out of tokens by recursive descent (the grammar of go-yaml parserc.go). */
export class Parser {
  /** Facts of the node read last. */
  readonly last: NodeFacts = { kind: 'scalar', text: undefined, isString: false, isMergeKey: false };
  private readonly scanner: Scanner;
  private readonly dialect: Dialect;
  private readonly onText: TextListener | undefined;
  private anchors = new Anchors();
  private tagHandles: ReadonlyMap<string, string> = new Map();
  private depth = 0;
  /** Greatest depth seen since an anchor was opened. */
  private deepest = 0;
  /** Where an infinity or NaN was first read. */
  private notFinite: Mark | undefined;

  constructor(text: string, dialect: Dialect, onText?: TextListener) {
    this.scanner = new Scanner(text, dialect.reportedMark, dialect.lookahead);
    this.dialect = dialect;
    this.onText = onText;
  }

  /** The first document, `undefined` when there is none. What follows it is not looked at. */
  document(): Value | undefined {
    const { scanner } = this;
    if (scanner.peek().kind === 'stream end') return undefined;
    const { explicit, tagHandles } = readDirectives(scanner);
    this.tagHandles = tagHandles;
    const value = explicit && endsDocument(scanner.peek()) ? this.empty() : this.node(true, false);
    scanner.peek();
    if (this.notFinite !== undefined) checkFinite(value, this.notFinite);
    return value;
  }

  private node(block: boolean, indentless: boolean): Value {
    const { scanner } = this;
    const token = scanner.peek();
    switch (token.kind) {
      case 'plain':
        scanner.skip();
        return this.plain(token);
      case 'quoted':
        scanner.skip();
        return this.text(token.value);
      case 'block scalar':
        scanner.skip();
        return this.text(this.blockText(token));
      case 'alias':
        scanner.skip();
        return this.alias(token);
      case 'anchor':
      case 'tag':
        return this.withProperties(block, indentless);
      default:
        return this.collection(token, block, indentless, token);
    }
  }

  private plain(token: Token): Value {
    const { value } = token;
    return this.scalar(this.finite(this.dialect.resolve(value), token), value, value === '<<');
  }

  private blockText(token: Token): string {
    const text = this.dialect.block(token.value, token.suffix === '>');
    if (text !== undefined) return text;
    throw new YamlError('found a tab character where an indentation space is expected', token);
  }

  /** A scalar not written at all. */
  private empty(inFlow = false): Value {
    return this.scalar(inFlow ? this.dialect.emptyInFlow : null, '', false);
  }

  private text(text: string): Value {
    return this.scalar(text, text, false);
  }

  private scalar(value: Value, text: string, isMergeKey: boolean, isString = value === text): Value {
    this.count();
    const { last } = this;
    last.kind = 'scalar';
    last.text = text;
    last.isString = isString;
    last.isMergeKey = isMergeKey;
    return value;
  }

  private withProperties(block: boolean, indentless: boolean): Value {
    const { scanner } = this;
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
    const { anchors, deepest } = this;
    const anchor = anchors.open(anchorName);
    const before = anchors.count;
    this.deepest = this.depth;
    const value = this.content(tag, block, indentless, start);
    anchor.value = value;
    anchor.kind = this.last.kind;
    anchor.text = this.last.text;
    anchor.isString = this.last.isString;
    anchor.size = anchors.count - before;
    anchor.height = this.deepest - this.depth;
    this.deepest = Math.max(deepest, this.deepest);
    return value;
  }

  /** What stands behind an anchor or a tag, which may be nothing. */
  private content(tag: string, block: boolean, indentless: boolean, start: Token): Value {
    const { scanner } = this;
    const token = scanner.peek();
    switch (token.kind) {
      case 'plain':
      case 'quoted':
      case 'block scalar':
        scanner.skip();
        return this.tagged(
          tag,
          token.kind === 'block scalar' ? this.blockText(token) : token.value,
          token.kind === 'plain',
          start,
        );
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
    return tag === '' ? this.empty(!block) : this.tagged(tag, '', true, start);
  }

  private tagged(tag: string, text: string, plain: boolean, at: Mark): Value {
    const bang = tag === '!';
    const isMergeKey =
      (text === '<<' && (plain ? tag === '' || bang : bang && this.dialect.bangIsString)) ||
      tag === MERGE_TAG;
    if (tag === '' || (bang && !this.dialect.bangIsString)) {
      return this.scalar(plain ? this.finite(this.dialect.resolve(text), at) : text, text, isMergeKey);
    }
    const result = resolveTagged(tag, text, this.dialect);
    if ('problem' in result) throw new YamlError(result.problem, at);
    return this.scalar(this.finite(result.value, at), text, isMergeKey, tag === STRING_TAG);
  }

  private resolveTag(token: Token, start: Token): string {
    if (token.value === '') return token.suffix;
    const prefix = this.tagHandles.get(token.value);
    if (prefix === undefined) throw this.error('found undefined tag handle', token, start);
    return prefix + token.suffix;
  }

  private alias(token: Token): Value {
    const anchor = this.anchors.find(token.value);
    if (anchor === undefined) throw new YamlError(`unknown anchor '${token.value}' referenced`, token);
    this.count();
    return this.expand(anchor, token);
  }

  private expand(anchor: Anchor, token: Token): Value {
    const name = token.value;
    if (anchor.value === undefined) throw new YamlError(`anchor '${name}' value contains itself`, token);
    if (!this.anchors.countExpansion(anchor.size)) throw excessiveAliasing(token);
    const depth = this.depth + anchor.height;
    if (depth > MAX_DEPTH) throw new YamlError(`exceeded max depth of ${MAX_DEPTH}`, token);
    this.deepest = Math.max(this.deepest, depth);
    this.last.kind = anchor.kind;
    this.last.text = anchor.text;
    this.last.isString = anchor.isString;
    this.last.isMergeKey = false;
    return anchor.value;
  }

  /** A sequence or mapping; `start` is where its anchor or tag stands, if it has any. */
  private collection(token: Token, block: boolean, indentless: boolean, start: Token): Value {
    this.enter(token);
    let value: Value;
    if (token.kind === 'flow sequence') value = this.flowSequence(token);
    else if (token.kind === 'flow mapping') value = this.flowMapping(token);
    else if (block && token.kind === 'block sequence') value = this.blockSequence(token);
    else if (block && token.kind === 'block mapping') value = this.blockMapping(token);
    else if (indentless && token.kind === 'block entry') value = this.indentlessSequence();
    else throw this.error('did not find expected node content', token, start);
    this.leave(Array.isArray(value) ? 'sequence' : 'mapping');
    return value;
  }

  private enter(token: Token): void {
    this.count();
    this.depth++;
    if (this.depth > MAX_DEPTH) throw new YamlError(`exceeded max depth of ${MAX_DEPTH}`, token);
    if (this.depth > this.deepest) this.deepest = this.depth;
  }

  private leave(kind: NodeKind): void {
    this.depth--;
    this.last.kind = kind;
    this.last.text = undefined;
    this.last.isMergeKey = false;
  }

  private blockSequence(start: Token): Value[] {
    const { scanner } = this;
    scanner.skip();
    const items: Value[] = [];
    while (scanner.peek().kind === 'block entry') {
      scanner.skip();
      const { kind } = scanner.peek();
      items.push(kind === 'block entry' || kind === 'block end' ? this.empty() : this.node(true, false));
    }
    this.expectBlockEnd(start, "did not find expected '-' indicator");
    return items;
  }

  /** A sequence at the column of the key it belongs to. */
  private indentlessSequence(): Value[] {
    const { scanner } = this;
    const items: Value[] = [];
    while (scanner.peek().kind === 'block entry') {
      scanner.skip();
      const { kind } = scanner.peek();
      items.push(kind === 'block entry' || endsBlockPart(kind) ? this.empty() : this.node(true, false));
    }
    return items;
  }

  private blockMapping(start: Token): ValueObject {
    const { scanner } = this;
    scanner.skip();
    const mapping = this.startMapping();
    while (scanner.peek().kind === 'key') {
      const at = scanner.peek();
      scanner.skip();
      const key = this.blockPart();
      mapping.key(key, this.last, at);
      const hasValue = scanner.peek().kind === 'value';
      if (hasValue) scanner.skip();
      const value = hasValue ? this.blockPart() : this.empty();
      mapping.value(value, this.last);
    }
    this.expectBlockEnd(start, 'did not find expected key');
    return mapping.finish();
  }

  /** A key or value of a block mapping, possibly empty. */
  private blockPart(): Value {
    return endsBlockPart(this.scanner.peek().kind) ? this.empty() : this.node(true, true);
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
      else items.push(this.node(false, false));
    }
    scanner.skip();
    return items;
  }

  /** `[key: value]`, a mapping of one pair. */
  private flowPair(): Value {
    const { scanner } = this;
    const at = scanner.peek();
    this.enter(at);
    scanner.skip();
    const mapping = this.startMapping();
    const isLeftOut = endsFlowPart(scanner.peek().kind, 'flow sequence end');
    const key = this.flowPart('flow sequence end');
    // go-yaml passes over what follows a key left out, and so refuses `[? : a]`.
    if (isLeftOut) scanner.skip();
    mapping.key(key, this.last, at);
    const hasValue = scanner.peek().kind === 'value';
    if (hasValue) scanner.skip();
    const value = hasValue ? this.flowPart('flow sequence end') : this.empty(true);
    mapping.value(value, this.last);
    this.leave('mapping');
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
      mapping.key(key, this.last, at);
      const hasValue = explicit && scanner.peek().kind === 'value';
      if (hasValue) scanner.skip();
      const value = hasValue ? this.flowPart('flow mapping end') : this.empty(true);
      mapping.value(value, this.last);
    }
    scanner.skip();
    return mapping.finish();
  }

  /** Passes the comma before an entry; false when the collection ends instead. */
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
    return new MappingBuilder(this.dialect, this.depth === 1, this.onText);
  }

  private count(): void {
    if (!this.anchors.countNode()) throw excessiveAliasing(this.scanner.peek());
  }

  /** Remembers the first infinity or NaN; as a key, or overwritten, it may yet do no harm. */
  private finite(value: Value, at: Mark): Value {
    if (typeof value === 'number' && !Number.isFinite(value)) this.notFinite ??= at;
    return value;
  }

  private error(reason: string, problem: Mark, context: Mark): YamlError {
    const { reportedMark } = this.scanner;
    return new YamlError(reason, problem, describe(reason, problem, context, 0, reportedMark));
  }
}

function excessiveAliasing(at: Mark): YamlError {
  return new YamlError('document contains excessive aliasing', at);
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
