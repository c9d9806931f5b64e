/** Reads a pattern character by character. */
export class Cursor {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** The next UTF-16 unit; `''` at the end. */
  get next(): string {
    return this.text.charAt(this.at);
  }

  /** Whether the pattern goes on with a text. */
  sees(text: string): boolean {
    return this.text.startsWith(text, this.at);
  }

  /** Skips a text if the pattern goes on with it. */
  takes(text: string): boolean {
    if (!this.sees(text)) return false;
    this.at += text.length;
    return true;
  }

  /** The code point of the next character, which is skipped. The pattern must not be at its end. */
  point(): number {
    const point = this.text.codePointAt(this.at) ?? 0;
    this.at += point > 0xffff ? 2 : 1;
    return point;
  }

  /** What was read since. */
  since(start: number): string {
    return this.text.slice(start, this.at);
  }
}
