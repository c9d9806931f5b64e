import { printable, printableLines } from './printable.ts';

/** The longest comment that GitHub takes, in characters; GitLab takes 1,000,000. */
export const LONGEST_COMMENT = 65_536;

/** The last line of an empty report; it is not visible, and `poolwright comment` reads it. */
export const NOTHING_TO_REPORT = '<!-- poolwright: nothing to report -->\n';

/** Keeps GitHub and GitLab from reading a mention or a reference, which they do after Markdown, and so whatever is escaped in it. */
const ZERO_WIDTH = '&#8203;';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  // GitHub and GitLab read a formula between two of them; GitHub documents this form for the plain character.
  $: '<span>$</span>',
};

/** Text in a cell or a line: nothing of it is read as Markdown, HTML, a formula, a mention or a reference. */
export function escapeCell(text: string): string {
  return printableLines(text)
    .replace(/[&<>$\\`*_{}[\]()#+!|~@-]/g, (character) => ENTITIES[character] ?? `\\${character}`)
    .replace(/\\@|\\[#!](?=\d)|\bGH\\-(?=\d)/gi, `$&${ZERO_WIDTH}`)
    .replaceAll('\n', '<br>');
}

/** A line of a table. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.map(escapeCell).join(' | ')} |\n`;
}

/** Text in an HTML element, inside which Markdown is not read. */
export function escapeHtml(text: string): string {
  return printable(text)
    .replace(/[&<>$]/g, (character) => ENTITIES[character] ?? character)
    .replace(/@|[#!](?=\d)|\bGH-(?=\d)/gi, `$&${ZERO_WIDTH}`);
}

/** Text between backticks in a cell, inside which nothing else is read. */
export function escapeCode(text: string): string {
  return printableLines(text).replaceAll('`', "'").replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** As many whole texts as fit, and how many did not. */
export function fitted(texts: readonly string[], room: number, moreText: (more: number) => string): string {
  let out = '';
  for (const [i, text] of texts.entries()) {
    if (out.length + text.length > room) return out + moreText(texts.length - i);
    out += text;
  }
  return out;
}
