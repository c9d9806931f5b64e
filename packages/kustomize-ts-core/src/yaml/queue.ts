import { Token } from './token.ts';

/** Tokens scanned and not yet consumed, in order. */
export class TokenQueue {
  /** The token consumed last; the waiting ones follow it. */
  taken = new Token('stream start', 0, 0);
  /** The token appended last. */
  newest = this.taken;
  /** The number of waiting tokens. */
  waiting = 0;

  /** The next token to consume. */
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

  /** Inserts a token after another that waits or was consumed last. */
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
