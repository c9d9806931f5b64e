/**
 * Flux counts, cuts and matches bytes, and may cut a character in two. So the language works on byte
 * strings: JavaScript strings whose units are the bytes (0-255) of the UTF-8 text.
 * An ASCII text is its own byte string, and costs nothing.
 */

const NON_ASCII = /[\u0080-\uffff]/;
/** What a byte that belongs to no character is decoded to. */
export const REPLACEMENT = 0xfffd;

export function toBytes(text: string): string {
  if (!NON_ASCII.test(text)) return text;
  const parts: string[] = [];
  const bytes = new TextEncoder().encode(text);
  for (let start = 0; start < bytes.length; start += 4096) {
    parts.push(String.fromCharCode(...bytes.subarray(start, start + 4096)));
  }
  return parts.join('');
}

/** The text of a byte string; each byte that belongs to no character becomes U+FFFD, as Go prints it. */
export function fromBytes(bytes: string): string {
  if (!NON_ASCII.test(bytes)) return bytes;
  const whole = decodeWhole(bytes);
  if (whole !== undefined) return whole;
  return runes(bytes)
    .map((rune) => String.fromCodePoint(rune.code))
    .join('');
}

/** False when a character is cut in two, which no YAML reader accepts. */
export function isWholeText(bytes: string): boolean {
  return !NON_ASCII.test(bytes) || decodeWhole(bytes) !== undefined;
}

/** A character of a byte string: its code point and how many bytes it takes. */
export interface Rune {
  code: number;
  width: number;
}

/** The character at a position; a byte that starts none is U+FFFD of width 1, as in Go. */
export function runeAt(bytes: string, position: number): Rune {
  const first = bytes.charCodeAt(position);
  if (first < 0x80) return { code: first, width: 1 };
  const width = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  const whole =
    first >= 0xc2 && first <= 0xf4 ? decodeWhole(bytes.slice(position, position + width)) : undefined;
  const code = whole?.codePointAt(0);
  return code === undefined ? { code: REPLACEMENT, width: 1 } : { code, width };
}

export function runes(bytes: string): Rune[] {
  const all: Rune[] = [];
  for (let position = 0; position < bytes.length; ) {
    const rune = runeAt(bytes, position);
    all.push(rune);
    position += rune.width;
  }
  return all;
}

/** The byte string of one character. */
export function runeBytes(code: number): string {
  return code < 0x80 ? String.fromCharCode(code) : toBytes(String.fromCodePoint(code));
}

function decodeWhole(bytes: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      Uint8Array.from(bytes, (unit) => unit.charCodeAt(0)),
    );
  } catch {
    return undefined;
  }
}
