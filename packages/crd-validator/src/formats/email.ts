import { isIp } from './address.ts';
import { wordKind } from './encoded-word.ts';

/** `email`: one address, by itself or with a name, as Go 1.26's mail.ParseAddress reads it (net/mail/message.go). */
export function isEmail(text: string): boolean {
  const reader = new AddressReader(text);
  return reader.address(true) === 1 && reader.comments() && reader.atEnd();
}

class AddressReader {
  // Read when there is an address to read, and not when the program starts.
  readonly #space = /[ \t]*/y;
  readonly #atom = /[!#-'*+\--9=?A-Z^-~\x80-\uffff]+/y;
  readonly #quoted = /"([ \t!#-[\]-~\x80-\uffff]*(?:\\[ \t!-~\x80-\uffff][ \t!#-[\]-~\x80-\uffff]*)*)"/y;
  readonly #literal = /\[([0-9a-f:.]+)\]/iy;
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  atEnd(): boolean {
    return this.#at === this.#text.length;
  }

  /** Reads an address, or a group where one may stand; gives how many addresses it has, undefined when it is wrong. */
  address(mayBeGroup: boolean): number | undefined {
    this.#skipSpace();
    if (this.#spec()) return this.#nameInComment() ? 1 : undefined;
    if (this.#peek() !== '<' && !this.#phrase()) return undefined;
    this.#skipSpace();
    if (mayBeGroup && this.#take(':')) return this.#group();
    return this.#take('<') && this.#spec() && this.#take('>') ? 1 : undefined;
  }

  /** Skips comments; false when one has no end. */
  comments(): boolean {
    this.#skipSpace();
    while (this.#peek() === '(') {
      if (this.#comment() === undefined) return false;
      this.#skipSpace();
    }
    return true;
  }

  #group(): number | undefined {
    this.#skipSpace();
    if (this.#take(';')) return this.comments() ? 0 : undefined;
    let count = 0;
    do {
      const inner = this.address(false);
      if (inner === undefined || !this.comments()) return undefined;
      count += inner;
      if (this.#take(';')) return this.comments() ? count : undefined;
    } while (this.#take(','));
    return undefined;
  }

  /** `local@domain`; where it is missing nothing is read. */
  #spec(): boolean {
    const start = this.#at;
    this.#skipSpace();
    const local = this.#peek() === '"' ? this.#match(this.#quoted)?.[1] : this.#dotted();
    if (local !== undefined && local !== '' && this.#take('@') && this.#domain()) return true;
    this.#at = start;
    return false;
  }

  #domain(): boolean {
    this.#skipSpace();
    if (this.#peek() !== '[') return this.#dotted() !== undefined;
    const address = this.#match(this.#literal)?.[1];
    return address !== undefined && isIp(address);
  }

  #dotted(): string | undefined {
    const text = this.#match(this.#atom)?.[0];
    return text === undefined || /^\.|\.\.|\.$/.test(text) ? undefined : text;
  }

  /** A name: words and quoted strings, comments between them. False when nothing of it is left. */
  #phrase(): boolean {
    let words = 0;
    let encoded = false;
    for (;;) {
      if (words > 0 && !this.comments()) return false;
      this.#skipSpace();
      const string = this.#peek() === '"' ? this.#match(this.#quoted) : undefined;
      const word = string === undefined ? this.#match(this.#atom)?.[0] : undefined;
      if (string === undefined && word === undefined) return words > 0 || encoded;
      const kind = word === undefined ? 'plain' : wordKind(word);
      if (kind === 'unknown') return words > 0 || encoded;
      if (kind === 'plain') words += 1;
      encoded ||= kind === 'encoded';
    }
  }

  /** A comment after an address is its name: its words, too, must be in a known charset. */
  #nameInComment(): boolean {
    this.#skipSpace();
    if (this.#peek() !== '(') return true;
    const comment = this.#comment();
    return comment?.split(/[ \t]+/).every((word) => wordKind(word) !== 'unknown') === true;
  }

  /** The text of a comment, nested ones with their parentheses. */
  #comment(): string | undefined {
    let text = '';
    let depth = 0;
    for (; this.#at < this.#text.length; this.#at += 1) {
      const escaped = this.#peek() === '\\' && this.#at + 1 < this.#text.length;
      if (escaped) this.#at += 1;
      const letter = this.#peek();
      if (!escaped && letter === '(') depth += 1;
      if (!escaped && letter === ')') depth -= 1;
      text += letter;
      if (depth > 0) continue;
      this.#at += 1;
      return text.slice(1, -1);
    }
    return undefined;
  }

  #peek(): string {
    return this.#text.charAt(this.#at);
  }

  #take(letter: string): boolean {
    if (this.#peek() !== letter) return false;
    this.#at += 1;
    return true;
  }

  #skipSpace(): void {
    this.#match(this.#space);
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text) ?? undefined;
    if (match !== undefined) this.#at = pattern.lastIndex;
    return match;
  }
}
