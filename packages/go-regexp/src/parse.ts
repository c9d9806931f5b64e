import { type CharacterSet, range } from './character-set.ts';
import { Cursor } from './cursor.ts';
import { GoRegExpError } from './error.ts';
import type { Assertion, Expression } from './expression.ts';
import { parseClass } from './parse-class.ts';
import { parseClassEscape, parseEscape } from './parse-escape.ts';
import { type Flags, initialFlags, parseGroupStart } from './parse-group.ts';
import { parseRepeat } from './parse-repeat.ts';

/** How deep groups nest at most. */
const deepest = 1000;

/** Reads a pattern as Go 1.26 does (regexp/syntax/parse.go). Throws `GoRegExpError`. */
export function parse(pattern: string): Expression {
  return new Parser(pattern).whole();
}

class Parser {
  readonly #cursor: Cursor;
  #flags: Flags = initialFlags;
  #depth = 0;

  constructor(pattern: string) {
    this.#cursor = new Cursor(pattern);
  }

  whole(): Expression {
    const out = this.#choice();
    if (!this.#cursor.isAtEnd) throw new GoRegExpError('unexpected )', this.#cursor.text);
    return out;
  }

  #choice(): Expression {
    const parts = [this.#sequence()];
    while (this.#cursor.takes('|')) parts.push(this.#sequence());
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'choice', parts };
  }

  #sequence(): Expression {
    const cursor = this.#cursor;
    const parts: Expression[] = [];
    let isRepeated = false;
    let repeatStart = 0;
    while (!cursor.isAtEnd && cursor.next !== '|' && cursor.next !== ')') {
      const start = cursor.at;
      const repeat = parseRepeat(cursor, this.#flags.greedy);
      if (repeat === undefined) {
        this.#append(parts);
        isRepeated = false;
        continue;
      }
      if (isRepeated)
        throw new GoRegExpError('invalid nested repetition operator', cursor.since(repeatStart));
      const of = parts.pop();
      if (of === undefined)
        throw new GoRegExpError('missing argument to repetition operator', cursor.since(start));
      const made: Expression = { kind: 'repeat', of, ...repeat };
      const isLarge = repeat.isCounted && (repeat.min >= 2 || repeat.max >= 2) && !isRepeatable(made, 1000);
      if (isLarge) throw new GoRegExpError('invalid repeat count', cursor.since(start));
      parts.push(made);
      isRepeated = true;
      repeatStart = start;
    }
    return { kind: 'sequence', parts };
  }

  /** Reads what comes next, adding nothing for a change of flags. */
  #append(parts: Expression[]): void {
    const cursor = this.#cursor;
    if (cursor.takes('\\Q')) {
      while (!cursor.isAtEnd && !cursor.takes('\\E')) parts.push(this.#literal(cursor.point()));
      return;
    }
    if (cursor.next === '(') {
      const group = this.#group();
      if (group !== undefined) parts.push(group);
      return;
    }
    parts.push(this.#atom());
  }

  #group(): Expression | undefined {
    const outer = this.#flags;
    const { flags, isOpen } = parseGroupStart(this.#cursor, outer);
    this.#flags = flags;
    if (!isOpen) return undefined;
    this.#depth += 1;
    if (this.#depth > deepest) throw new GoRegExpError('expression nests too deeply', this.#cursor.text);
    const out = this.#choice();
    if (!this.#cursor.takes(')')) throw new GoRegExpError('missing closing )', this.#cursor.text);
    this.#depth -= 1;
    this.#flags = outer;
    return out;
  }

  #atom(): Expression {
    const cursor = this.#cursor;
    const { fold, oneLine, dotNewline } = this.#flags;
    if (cursor.takes('^')) return assertion(oneLine ? 'begin-text' : 'begin-line');
    if (cursor.takes('$')) return assertion(oneLine ? 'end-text' : 'end-line');
    if (cursor.takes('.')) return character(dotNewline ? anything : notNewline);
    if (cursor.takes('[')) return character(parseClass(cursor, fold));
    for (const [text, at] of assertionEscapes) if (cursor.takes(text)) return assertion(at);
    const set = parseClassEscape(cursor);
    if (set !== undefined) return character({ parts: [set], negated: false, fold });
    return this.#literal(cursor.next === '\\' ? parseEscape(cursor) : cursor.point());
  }

  #literal(point: number): Expression {
    return character({ parts: [range(point)], negated: false, fold: this.#flags.fold });
  }
}

const assertionEscapes: readonly (readonly [string, Assertion])[] = [
  ['\\A', 'begin-text'],
  ['\\z', 'end-text'],
  ['\\b', 'word-boundary'],
  ['\\B', 'no-word-boundary'],
];

const anything: CharacterSet = { parts: [], negated: true, fold: false };
const notNewline: CharacterSet = { parts: [range(0x0a)], negated: true, fold: false };

function assertion(at: Assertion): Expression {
  return { kind: 'assertion', at };
}

function character(set: CharacterSet): Expression {
  return { kind: 'character', set };
}

/** Whether counted repetitions within each other repeat no more often than `times` (Go, repeatIsValid). */
function isRepeatable(expression: Expression, times: number): boolean {
  switch (expression.kind) {
    case 'repeat': {
      const { of, min, max, isCounted } = expression;
      const most = max === Number.POSITIVE_INFINITY ? min : max;
      if (!isCounted) return isRepeatable(of, times);
      if (max === 0) return true;
      if (most > times) return false;
      return isRepeatable(of, most > 0 ? Math.floor(times / most) : times);
    }
    case 'sequence':
    case 'choice':
      return expression.parts.every((part) => isRepeatable(part, times));
    default:
      return true;
  }
}
