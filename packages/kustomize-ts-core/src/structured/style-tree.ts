import { KustomizeError } from '../errors.ts';
import { setField } from '../fields/object.ts';
import type { Value, ValueObject } from '../value.ts';
import { KYAML } from '../yaml/dialect.ts';
import { resolveKustomize } from '../yaml/scalar.ts';
import { Scanner } from '../yaml/scanner.ts';
import type { Token } from '../yaml/token.ts';

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

/** A value and its style, so that it can be written in the same style again. */
export type StyledNode =
  | { readonly kind: 'scalar'; readonly value: Value; readonly text: string; readonly style: ScalarStyle }
  | {
      readonly kind: 'list';
      readonly value: Value[];
      readonly isFlow: boolean;
      readonly items: readonly StyledNode[];
    }
  | {
      readonly kind: 'mapping';
      readonly value: ValueObject;
      readonly isFlow: boolean;
      readonly entries: ReadonlyMap<string, { readonly keyStyle: ScalarStyle; readonly node: StyledNode }>;
    };

/**
 * Reads one YAML document with its styles.
 *
 * @throws KustomizeError `unsupported` for comments, anchors and tags
 * @throws YamlError for what is not YAML
 */
export function parseStyled(text: string): StyledNode {
  if (!/^\s*[{[]/.test(text) && /(^|\s)#/.test(text)) throw unsupported('a comment');
  return new StyledParser(text).document();
}

class StyledParser {
  readonly #scanner: Scanner;
  readonly #lines: readonly string[];

  constructor(text: string) {
    this.#scanner = new Scanner(text, KYAML.reportedMark, 0);
    this.#lines = text.split(/\r\n|\r|\n/);
  }

  document(): StyledNode {
    this.#accept('stream start');
    this.#accept('document start');
    return this.#node(false);
  }

  /** @param indentless whether a list may have the indentation of its key */
  #node(indentless: boolean): StyledNode {
    const token = this.#scanner.peek();
    switch (token.kind) {
      case 'plain':
      case 'quoted':
      case 'block scalar':
        this.#scanner.skip();
        return this.#scalar(token);
      case 'block sequence':
        this.#scanner.skip();
        return this.#blockList('block end');
      case 'block entry':
        return indentless ? this.#blockList(undefined) : emptyNode();
      case 'flow sequence':
        this.#scanner.skip();
        return this.#flowList();
      case 'block mapping':
        this.#scanner.skip();
        return this.#mapping('block end', false);
      case 'flow mapping':
        this.#scanner.skip();
        return this.#mapping('flow mapping end', true);
      case 'anchor':
      case 'alias':
      case 'tag':
        throw unsupported('an anchor or a tag');
      default:
        return emptyNode();
    }
  }

  #scalar(token: Token): StyledNode {
    const text = token.value;
    if (token.kind === 'plain')
      return { kind: 'scalar', value: resolveKustomize(text), text, style: 'plain' };
    const mark = this.#lines[token.line]?.charAt(token.column);
    const style =
      token.kind === 'quoted' ? (mark === '"' ? 'double' : 'single') : mark === '>' ? 'folded' : 'literal';
    return { kind: 'scalar', value: text, text, style };
  }

  #blockList(end: 'block end' | undefined): StyledNode {
    const items: StyledNode[] = [];
    while (this.#accept('block entry')) items.push(this.#node(false));
    if (end !== undefined) this.#accept(end);
    return { kind: 'list', value: items.map(({ value }) => value), isFlow: false, items };
  }

  #flowList(): StyledNode {
    const items: StyledNode[] = [];
    while (!this.#accept('flow sequence end')) {
      if (this.#scanner.peek().kind === 'key') throw unsupported('a pair in a list');
      items.push(this.#node(false));
      this.#accept('flow entry');
    }
    return { kind: 'list', value: items.map(({ value }) => value), isFlow: true, items };
  }

  #mapping(end: 'block end' | 'flow mapping end', isFlow: boolean): StyledNode {
    const value: ValueObject = {};
    const entries = new Map<string, { keyStyle: ScalarStyle; node: StyledNode }>();
    while (!this.#accept(end)) {
      const hasKey = this.#accept('key');
      const key = this.#node(false);
      if (key.kind !== 'scalar' || (!hasKey && isFlow && key.text === ''))
        throw unsupported('a key that is not text');
      const node = this.#accept('value') ? this.#node(!isFlow) : emptyNode();
      entries.set(key.text, { keyStyle: key.style, node });
      setField(value, key.text, node.value);
      this.#accept('flow entry');
    }
    return { kind: 'mapping', value, isFlow, entries };
  }

  #accept(kind: Token['kind']): boolean {
    if (this.#scanner.peek().kind !== kind) return false;
    this.#scanner.skip();
    return true;
  }
}

function emptyNode(): StyledNode {
  return { kind: 'scalar', value: null, text: '', style: 'plain' };
}

function unsupported(what: string): KustomizeError {
  return new KustomizeError(
    'unsupported',
    `editing YAML inside a field is not supported where it has ${what}`,
  );
}
