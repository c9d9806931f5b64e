import type { Cursor } from './cursor.ts';
import type { Mark } from './error.ts';
import type { Token } from './token.ts';

/** A simple key must end on its line and within this many characters (YAML 1.1, 7.3.3). */
const LONGEST_KEY = 1024;

/** A token that becomes the key of a mapping when a `:` follows it. */
export interface SimpleKey extends Mark {
  possible: boolean;
  /** In block context at the column of the block: anything but a key is an error there. */
  required: boolean;
  /** The token before the first one of the key. */
  before: Token;
  pos: number;
}

/** The simple key pending on each flow level. */
export class SimpleKeys {
  private readonly cursor: Cursor;
  private readonly levels: SimpleKey[] = [];
  /** Flow level the scanner is on, 0 in block context. */
  level = -1;

  /** @param before the token before the first one */
  constructor(cursor: Cursor, before: Token) {
    this.cursor = cursor;
    this.enter(before);
  }

  get current(): SimpleKey {
    return this.levels[this.level] as SimpleKey;
  }

  at(level: number): SimpleKey | undefined {
    return this.levels[level];
  }

  enter(before: Token): void {
    this.level++;
    this.levels.push({ possible: false, required: false, before, pos: 0, line: 0, column: 0 });
  }

  /**
   * Ends a flow level. go-yaml drops with it the first token of its key, which for `[]` and `{}` is the bracket
   * itself: the parser then does not look for a `:` after them.
   */
  leave(): void {
    if (this.level === 0) return;
    this.level--;
    const first = this.levels.pop()?.before.next;
    if (first !== undefined) first.keyLevel = -1;
  }

  /** Records that a key may start at the cursor, and returns its level. */
  save(required: boolean, before: Token): number {
    const { cursor, current } = this;
    this.drop(current);
    current.possible = true;
    current.required = required;
    current.before = before;
    current.pos = cursor.pos;
    current.line = cursor.line;
    current.column = cursor.column;
    return this.level;
  }

  /** Whether it can still become a key; throws YamlError when it cannot but must. */
  isValid(key: SimpleKey): boolean {
    if (!key.possible) return false;
    if (key.line === this.cursor.line && this.isShort(key)) return true;
    this.drop(key);
    return false;
  }

  /** Drops a possible key; throws YamlError when it must be one. */
  drop(key: SimpleKey): void {
    if (key.possible && key.required) throw this.cursor.error("could not find expected ':'", key);
    key.possible = false;
  }

  private isShort(key: SimpleKey): boolean {
    const { pos, text } = this.cursor;
    const length = pos - key.pos;
    if (length <= LONGEST_KEY) return true;
    return length <= 2 * LONGEST_KEY && Array.from(text.slice(key.pos, pos)).length <= LONGEST_KEY;
  }
}
