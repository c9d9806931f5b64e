/** What a terminal obeys, what changes the order of text on a screen, and what has no width: controls, bidirectional controls, zero-width spaces. */
const UNPRINTABLE = /[\p{Cc}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/** The text with a space for each tab and U+FFFD for each control character, of the same length. */
export function printable(text: string): string {
  return text.replaceAll('\t', ' ').replace(UNPRINTABLE, '\u{fffd}');
}

/** The same for a text of several lines. */
export function printableLines(text: string): string {
  return text.split(/\r?\n/).map(printable).join('\n');
}

/** JSON in which control characters are escaped. */
export function printableJson(value: unknown): string {
  return `${escapeUnprintable(JSON.stringify(value, null, 2))}\n`;
}

/** JSON text in which control characters are escaped, except line breaks between values. */
export function escapeUnprintable(json: string): string {
  return json.replace(UNPRINTABLE, (unit) => (unit === '\n' ? unit : escapeUnit(unit)));
}

/** A UTF-16 unit as JSON escapes it. */
export function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
