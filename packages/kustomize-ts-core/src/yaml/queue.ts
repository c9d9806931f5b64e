import { Token } from './token.ts';

/** Tokens scanned and not yet taken, in order. */
export class TokenQueue {
  /** The token taken last; the waiting ones hang on it. */
  taken = new Token('stream start', 0, 0);
  /** The token appended last. */
  newest = this.taken;
  /** How many wait. */
  waiting = 0;

  /** The next token to take. */
  get next(): Token {
    return this.taken.next as Token;
  }

  take(): void {
    this.taken = this.next;
    this.waiting--;
  }

  append(token: Token): void {
    this.newest.next = token;
    this.newest = token;
    this.waiting++;
  }

  /** Puts a token behind another that waits or was the last one taken. */
  insertAfter(before: Token, token: Token): void {
    if (before === this.newest) {
      this.append(token);
      return;
    }
    token.next = before.next;
    before.next = token;
    this.waiting++;
  }
}
