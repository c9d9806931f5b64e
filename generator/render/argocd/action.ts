import { failure, type Result, success } from '../result.ts';
import type { Expression, TemplateFault } from './expression.ts';

const TOKEN =
  /\s*(?:(?<end>\}\})|(?<punctuation>[|()])|(?<field>\.(?:[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)?)|(?<text>"(?:[^"\\\n]|\\.)*"|`[^`]*`)|(?<number>\d{1,9}(?![\w.]))|(?<word>[A-Za-z_]\w*)|(?<other>\S))/y;

type Kind = 'end' | 'punctuation' | 'field' | 'text' | 'number' | 'word' | 'other';
interface Token {
  kind: Kind;
  text: string;
}

/** Deeper nesting of parentheses is rejected rather than parsed by recursion. */
const MAXIMUM_DEPTH = 50;

/** Cuts a text into plain text and the expressions of its actions. */
export function readActions(text: string): Result<(string | Expression)[], TemplateFault> {
  const parts: (string | Expression)[] = [];
  let position = 0;
  try {
    for (let start = text.indexOf('{{'); start >= 0; start = text.indexOf('{{', position)) {
      if (start > position) parts.push(text.slice(position, start));
      const reader = new ActionReader(text, start + 2);
      parts.push(reader.action());
      position = reader.position;
    }
  } catch (error) {
    if (error instanceof Unsupported)
      return failure({ code: 'unsupported-template', message: error.message });
    throw error;
  }
  if (position < text.length) parts.push(text.slice(position));
  return success(parts);
}

class Unsupported extends Error {}

class ActionReader {
  position: number;
  private depth = 0;
  private token: Token;
  private readonly text: string;
  private readonly start: number;

  constructor(text: string, start: number) {
    this.text = text;
    this.start = start;
    this.position = start;
    if (/^-\s|^\/\*/.test(text.slice(start, start + 2))) this.refuse('trim markers and comments');
    this.token = this.scan();
  }

  action(): Expression {
    if (this.atEnd()) this.refuse('an empty action');
    const expression = this.pipeline();
    if (!this.atEnd()) this.refuse(`${this.token.text} here`);
    return expression;
  }

  private pipeline(): Expression {
    let expression = this.command();
    while (this.isNext('|')) {
      this.next();
      if (!this.isNext('toJson')) this.refuse(`| ${this.token.text}`);
      this.next();
      expression = { kind: 'toJson', of: expression };
    }
    return expression;
  }

  private command(): Expression {
    if (this.token.kind !== 'word') return this.operand();
    const name = this.token.text;
    this.next();
    if (name === 'toJson') return { kind: 'toJson', of: this.operand() };
    if (name !== 'index') this.refuse(name);
    const of = this.operand();
    const keys: Expression[] = [];
    while (!this.atEnd() && !this.isNext('|') && !this.isNext(')')) keys.push(this.operand());
    if (keys.length === 0) this.refuse('index without a key');
    return { kind: 'index', of, keys };
  }

  private operand(): Expression {
    const { kind, text } = this.token;
    if (text === '(' && kind === 'punctuation') return this.group();
    const expression = this.simple(kind, text);
    this.next();
    return expression;
  }

  private simple(kind: Kind, text: string): Expression {
    if (kind === 'field') return { kind: 'field', path: text === '.' ? [] : text.slice(1).split('.') };
    if (kind === 'number') return { kind: 'literal', value: Number(text) };
    if (kind === 'text') return { kind: 'literal', value: this.unquote(text) };
    return this.refuse(kind === 'end' ? 'an action that ends here' : text);
  }

  private group(): Expression {
    if (++this.depth > MAXIMUM_DEPTH) this.refuse('deep nesting');
    this.next();
    const inner = this.pipeline();
    if (!this.isNext(')')) this.refuse('a missing )');
    this.next();
    this.depth--;
    return inner;
  }

  /** JSON's escapes are those that Go's share with it. */
  private unquote(text: string): string {
    if (text.startsWith('`')) return text.slice(1, -1);
    try {
      return String(JSON.parse(text));
    } catch {
      return this.refuse(`the escapes of ${text}`);
    }
  }

  private next(): void {
    if (!this.atEnd()) this.token = this.scan();
  }

  private atEnd(): boolean {
    return this.token.kind === 'end';
  }

  private isNext(text: string): boolean {
    return this.token.text === text;
  }

  private scan(): Token {
    TOKEN.lastIndex = this.position;
    const groups = TOKEN.exec(this.text)?.groups;
    const [kind, text] = Object.entries(groups ?? {}).find(([, found]) => found !== undefined) ?? [];
    if (kind === undefined || text === undefined) return this.refuse('an action without }}');
    this.position = TOKEN.lastIndex;
    return { kind: kind as Kind, text };
  }

  private refuse(what: string): never {
    const end = this.text.indexOf('}}', this.start);
    const action = this.text.slice(this.start - 2, end < 0 ? this.start + 40 : end + 2);
    throw new Unsupported(`not supported in ${action}: ${what}`);
  }
}
