import { eastAsianWidth } from 'get-east-asian-width';

/** What a terminal draws at once, and where it starts in the text. */
export interface Grapheme {
  index: number;
  /** How many columns it takes. */
  width: number;
}

const ASCII = /^[\x20-\x7e]*$/;

/** How many columns of a terminal a printable text takes: two for a character of Chinese or an emoji, none for an accent of its own. */
export function displayWidth(text: string): number {
  return ASCII.test(text) ? text.length : graphemes(text).reduce((sum, { width }) => sum + width, 0);
}

/** What a terminal draws of a printable text, one after the other. */
export function graphemes(text: string): Grapheme[] {
  if (ASCII.test(text)) return Array.from(text, (_, index) => ({ index, width: 1 }));
  return Array.from(new Intl.Segmenter().segment(text), ({ segment, index }) => ({
    index,
    width: widthOf(segment),
  }));
}

const INVISIBLE = /^[\p{Mark}\p{Default_Ignorable_Code_Point}]+$/u;
const EMOJI = /^\p{Emoji_Presentation}|\ufe0f/u;
/** Marks of half-width katakana, which are part of the character before them and take a column of their own. */
const HALF_WIDTH_MARKS = /[\uff9e\uff9f]/g;

function widthOf(grapheme: string): number {
  if (INVISIBLE.test(grapheme)) return 0;
  if (EMOJI.test(grapheme)) return 2;
  const marks = grapheme.slice(1).match(HALF_WIDTH_MARKS)?.length ?? 0;
  return eastAsianWidth(grapheme.codePointAt(0) ?? 0) + marks;
}
