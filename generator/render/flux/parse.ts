import { runeAt } from './bytes.ts';
import { SubstitutionError, type SubstitutionErrorCode } from './error.ts';
import type { Expression, Node } from './syntax.ts';

/** Deeper nesting of expressions is rejected rather than parsed by recursion. */
const MAXIMUM_DEPTH = 200;

/** The messages of fluxcd/pkg envsubst v1.9.0, parse/parse.go, which users find in their controllers' logs. */
const MESSAGES = {
  'bad-substitution': 'bad substitution',
  'missing-brace': 'missing closing brace',
  'bad-name': 'unable to parse variable name',
  'bad-argument': 'unable to parse substitution within function',
  'too-deep': `substitutions nest more than ${MAXIMUM_DEPTH} deep`,
} satisfies Partial<Record<SubstitutionErrorCode, string>>;

/**
 * Parses a byte string in the language of fluxcd/pkg envsubst v1.9.0 (parse/parse.go, parse/scan.go).
 * A NUL ends the text, as it does there.
 * @throws SubstitutionError
 */
export function parse(bytes: string): Node[] {
  return new Parser(bytes).text();
}

class Parser {
  private position = 0;
  private depth = 0;
  private start = 0;
  private name = '';
  private readonly bytes: string;

  constructor(bytes: string) {
    const end = bytes.indexOf('\0');
    this.bytes = end < 0 ? bytes : bytes.slice(0, end);
  }

  text(): Node[] {
    const nodes: Node[] = [];
    while (this.position < this.bytes.length) {
      if (this.atExpression()) nodes.push(this.expression());
      else nodes.push(this.outside());
    }
    return nodes;
  }

  private outside(): string {
    const dollar = this.bytes.indexOf('$', this.position);
    if (dollar !== this.position) return this.take((dollar < 0 ? this.bytes.length : dollar) - this.position);
    this.position += this.bytes[dollar + 1] === '$' ? 2 : 1;
    return '$';
  }

  private expression(): Expression {
    const at = this.position;
    if (++this.depth > MAXIMUM_DEPTH) this.fail('too-deep');
    this.start = at;
    this.name = '';
    this.position += 2;
    const expression = this.peek() === '#' ? this.length(at) : this.operation(at);
    this.depth--;
    return expression;
  }

  private length(at: number): Expression {
    this.position++;
    const name = this.identifier() || this.fail('bad-substitution');
    this.close();
    return { name, operator: '#', arguments: [], at };
  }

  private operation(at: number): Expression {
    const name = this.identifier() || this.fail('bad-name');
    this.name = name;
    const next = this.peek();
    if (next === '}') {
      this.position++;
      return { name, operator: '', arguments: [], at };
    }
    const [operator, words] = this.operatorAndWords(next);
    return { name, operator, arguments: words, at };
  }

  private operatorAndWords(first: string): [string, Node[]] {
    switch (first) {
      case '=':
        return [this.take(1), this.defaultWords()];
      case ':':
        return '=-?+'.includes(this.bytes[this.position + 1] ?? '\0')
          ? [this.take(2), this.defaultWords()]
          : this.substring();
      case '#':
      case '%':
        return [this.repeated(first), this.closed([this.word('}')])];
      case '/':
        return this.replacement();
      case ',':
      case '^':
        return [this.repeated(',^'), this.closed([])];
      default:
        return this.fail('missing-brace');
    }
  }

  /** Any number of words, since only here text and expressions may alternate. */
  private defaultWords(): Node[] {
    const words: Node[] = [];
    while (this.peek() !== '}') words.push(this.word('}'));
    return this.closed(words);
  }

  private substring(): [string, Node[]] {
    // The scanner steps back by the width of the character after the colon, so a wider one derails it.
    if (this.bytes.charCodeAt(this.position + 1) >= 0x80) this.fail('bad-substitution');
    const operator = this.take(1);
    if (this.peek() === '') this.fail('bad-substitution');
    const offset = this.word(':}');
    if (this.peek() === '}') return [operator, this.closed([offset])];
    this.delimiter(':');
    return [operator, this.closed([offset, this.word('}')])];
  }

  private replacement(): [string, Node[]] {
    const operator = this.take('/#%'.includes(this.bytes[this.position + 1] ?? '\0') ? 2 : 1);
    const pattern = this.word('/', true);
    this.delimiter('/');
    if (this.peek() === '}') return [operator, this.closed([pattern])];
    return [operator, this.closed([pattern, this.word('}', true)])];
  }

  /** One argument: an expression, or text that is not empty and ends before an expression or a character of `ends`. */
  private word(ends: string, escapes = false): Node {
    if (this.atExpression()) {
      const [start, name] = [this.start, this.name];
      const inner = this.expression();
      this.start = start;
      this.name = name;
      return inner;
    }
    return this.literal(ends, escapes) || this.fail('bad-argument');
  }

  private literal(ends: string, escapes: boolean): string {
    const parts: string[] = [];
    let from = this.position;
    while (this.position < this.bytes.length) {
      const character = this.peek();
      if (character === '$' && this.atExpression()) break;
      if (escapes && this.atEscape()) {
        parts.push(this.bytes.slice(from, this.position));
        from = this.position + 1;
        this.position += 2;
      } else if (ends.includes(character)) break;
      else this.position++;
    }
    parts.push(this.bytes.slice(from, this.position));
    return parts.join('');
  }

  private atEscape(): boolean {
    const next = this.bytes[this.position + 1];
    return this.peek() === '$' ? next === '$' : this.peek() === '\\' && (next === '/' || next === '\\');
  }

  private atExpression(): boolean {
    return this.bytes.startsWith('${', this.position);
  }

  private identifier(): string {
    const from = this.position;
    while (this.position < this.bytes.length) {
      const { code, width } = runeAt(this.bytes, this.position);
      // Most names are ASCII, and V8 takes long to read the other expression.
      if (!(code < 0x80 ? /\w/ : /[\p{L}\p{Nd}]/u).test(String.fromCodePoint(code))) break;
      this.position += width;
    }
    return this.bytes.slice(from, this.position);
  }

  /** One or two of the given characters. */
  private repeated(characters: string): string {
    const second = this.bytes[this.position + 1] ?? '\0';
    return this.take(characters.includes(second) ? 2 : 1);
  }

  /** One or more of one character. */
  private delimiter(character: string): void {
    if (this.peek() !== character) this.fail('bad-substitution');
    while (this.peek() === character) this.position++;
  }

  private closed(words: Node[]): Node[] {
    this.close();
    return words;
  }

  private close(): void {
    if (this.peek() !== '}') this.fail('bad-substitution');
    this.position++;
  }

  private take(length: number): string {
    this.position += length;
    return this.bytes.slice(this.position - length, this.position);
  }

  private peek(): string {
    return this.bytes[this.position] ?? '';
  }

  private fail(code: keyof typeof MESSAGES): never {
    throw new SubstitutionError(code, MESSAGES[code], this.start, this.name || undefined);
  }
}
