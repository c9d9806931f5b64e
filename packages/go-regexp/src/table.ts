/** The character that stands for 0 in a table; the next ones stand for 1 and so on. */
export const ZERO = 0x30;
/** The largest number that a table can hold. */
export const MOST = 0x7e - ZERO;
/** The place of the class of all characters beyond ASCII, behind those of ASCII. */
export const OTHERS = 128;

/**
 * Tests a text by the table of a deterministic automaton. The table is a string of numbers, each a character: for each character of
 * ASCII, and one for all others, its class; the number of classes; and for each state where the classes lead, and whether there is
 * a match (1) when the text ends there. The first state is the start.
 */
export function testByTable(table: string, text: string): boolean {
  const classes = numberAt(table, OTHERS + 1);
  let row = OTHERS + 2;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    // A pair of surrogates is one character.
    if (unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) at += 1;
    const state = numberAt(table, row + numberAt(table, Math.min(unit, OTHERS)));
    row = OTHERS + 2 + state * (classes + 1);
  }
  return numberAt(table, row + classes) === 1;
}

function numberAt(table: string, place: number): number {
  return table.charCodeAt(place) - ZERO;
}
