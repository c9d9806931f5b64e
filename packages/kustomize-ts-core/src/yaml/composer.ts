import type { Value } from '../value.ts';
import { type Anchor, Anchors } from './anchors.ts';
import type { Dialect } from './dialect.ts';
import { type Mark, YamlError } from './error.ts';
import { MAX_DEPTH } from './limits.ts';
import type { NodeFacts, SourceStyle } from './node.ts';
import { Problems } from './problems.ts';
import { BINARY_TAG, MERGE_TAG, resolveTagged, STRING_TAG } from './tagged.ts';
import type { Token } from './token.ts';

const COLLECTIONS = { sequence: factsOf('sequence'), mapping: factsOf('mapping') };

const ALIASED_COLLECTION = factsOf('alias');

/** Facts of an omitted scalar. */
const LEFT_OUT = factsOf('scalar', '');

/** All facts have one shape, which makes access to them fast. */
function factsOf(
  kind: NodeFacts['kind'],
  text?: string,
  isString = false,
  style: SourceStyle = 'plain',
  isMergeKey = false,
): NodeFacts {
  return { kind, text, isString, style, isMergeKey };
}

/** Makes values of scalars and aliases, and counts nodes and depth. */
export class Composer {
  /** Facts of the node made last. */
  last: NodeFacts = COLLECTIONS.mapping;
  readonly problems = new Problems();
  private readonly dialect: Dialect;
  private readonly anchors = new Anchors();
  private depth = 0;
  /** Greatest depth seen since an anchor was opened. */
  private deepest = 0;

  constructor(dialect: Dialect) {
    this.dialect = dialect;
  }

  /** True inside the outermost collection and no other. */
  get isAtRoot(): boolean {
    return this.depth === 1;
  }

  plain(token: Token, inFlow: boolean): Value {
    const text = token.value;
    const value = this.resolve(text, inFlow, token);
    this.note(token, factsOf('scalar', text, value === text, 'plain', text === '<<'));
    return value;
  }

  /** A quoted scalar or a block scalar. */
  text(token: Token): Value {
    this.note(token, factsOf('scalar', token.value, true, styleOf(token)));
    return this.textOf(token);
  }

  /** A scalar that is omitted. */
  empty(at: Token, inFlow: boolean): Value {
    this.note(at, LEFT_OUT);
    return inFlow ? this.dialect.emptyInFlow : null;
  }

  /** A scalar with a tag, or with an anchor alone when the tag is empty. */
  tagged(tag: string, token: Token, inFlow: boolean, at: Token): Value {
    const isPlain = token.kind === 'plain';
    const isBang = tag === '!';
    const isUntagged = tag === '' || (isBang && !this.dialect.bangIsString);
    if (isUntagged) return isPlain ? this.plain(token, inFlow) : this.text(token);
    const text = this.textOf(token);
    const isMergeKey = tag === MERGE_TAG || (isBang && text === '<<');
    const result = resolveTagged(tag, text, this.dialect);
    if ('problem' in result) this.problems.fail(new YamlError(result.problem, at));
    const value = 'problem' in result ? text : result.value;
    const keyText = tag === BINARY_TAG ? String(value) : text;
    this.note(at, factsOf('scalar', keyText, tag === STRING_TAG, styleOf(token), isMergeKey));
    return this.finite(value, at);
  }

  alias(token: Token, inFlow: boolean): Value {
    const name = token.value;
    const anchor = this.anchors.find(name);
    if (anchor === undefined) throw new YamlError(`unknown anchor '${name}' referenced`, token);
    this.count(token);
    if (anchor.facts === LEFT_OUT) return this.empty(token, inFlow);
    if (anchor.value === undefined) {
      this.problems.fail(new YamlError(`anchor '${name}' value contains itself`, token));
      return null;
    }
    if (!this.anchors.countExpansion(anchor.size)) this.problems.fail(excessiveAliasing(token));
    this.reach(this.depth + anchor.height, token);
    this.last = anchor.facts.kind === 'scalar' ? anchor.facts : ALIASED_COLLECTION;
    return anchor.value;
  }

  /** Names the node about to be made; {@link close} sets its value. */
  open(name: string): OpenAnchor {
    const { anchors, deepest } = this;
    this.deepest = this.depth;
    return {
      anchor: anchors.open(name, COLLECTIONS.mapping),
      countBefore: anchors.count,
      deepestBefore: deepest,
    };
  }

  close({ anchor, countBefore, deepestBefore }: OpenAnchor, value: Value): void {
    anchor.value = value;
    const { kind, text, isString, style } = this.last;
    anchor.facts = this.last.isMergeKey ? factsOf(kind, text, isString, style) : this.last;
    anchor.size = this.anchors.count - countBefore;
    anchor.height = this.deepest - this.depth;
    this.deepest = Math.max(deepestBefore, this.deepest);
  }

  /** Begins a collection. */
  enter(token: Token): void {
    this.count(token);
    this.depth++;
    this.reach(this.depth, token);
  }

  leave(kind: 'sequence' | 'mapping'): void {
    this.depth--;
    this.last = COLLECTIONS[kind];
  }

  private reach(depth: number, token: Token): void {
    if (depth > MAX_DEPTH) throw new YamlError(`exceeded max depth of ${MAX_DEPTH}`, token);
    if (depth > this.deepest) this.deepest = depth;
  }

  private note(at: Token, facts: NodeFacts): void {
    this.count(at);
    this.last = facts;
  }

  /** kyaml prints a date with a colon in quotes in flow collections, and reads it again as a string. */
  private resolve(text: string, inFlow: boolean, at: Mark): Value {
    const value = this.dialect.resolve(text);
    if (inFlow && value !== text && text.includes(':')) return text;
    return this.finite(value, at);
  }

  private textOf(token: Token): string {
    if (token.kind !== 'block scalar') return token.value;
    const text = this.dialect.block(token.value, styleOf(token));
    if (text !== undefined) return text;
    this.problems.fail(new YamlError('found a tab character where an indentation space is expected', token));
    return token.value;
  }

  private count(at: Token): void {
    if (!this.anchors.countNode()) this.problems.fail(excessiveAliasing(at));
  }

  private finite(value: Value, at: Mark): Value {
    if (typeof value === 'number' && !Number.isFinite(value)) this.problems.foundInfinity(at);
    return value;
  }
}

function styleOf({ kind, suffix }: Token): SourceStyle {
  if (kind === 'plain') return 'plain';
  if (kind === 'quoted') return 'quoted';
  return suffix === '>' ? 'folded' : 'literal';
}

/** An anchor whose node is being made. */
export interface OpenAnchor {
  anchor: Anchor;
  countBefore: number;
  deepestBefore: number;
}

function excessiveAliasing(at: Mark): YamlError {
  return new YamlError('document contains excessive aliasing', at);
}
