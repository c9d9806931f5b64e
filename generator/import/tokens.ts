/** A part of a text that is the same in all texts, or what each text has in its place. */
export type Part = string | { values: string[] };

/** From words to whole texts. */
const GRAINS: readonly RegExp[] = [/[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*/g, /[^\s"'`=,]+={0,2}/g, /[^\s"']+/g];

/** The ways to see some texts as one with parts that differ, the finest first. A text of several lines is never a part. */
export function* tokenize(texts: readonly string[]): Generator<Part[]> {
  for (const grain of GRAINS) {
    const parts = alignedBy(texts, grain);
    if (parts) yield parts;
  }
  if (!texts.some((text) => text.includes('\n'))) yield [{ values: [...texts] }];
}

function alignedBy(texts: readonly string[], grain: RegExp): Part[] | undefined {
  const cut = texts.map((text) => pieces(text, grain));
  const [first = []] = cut;
  const isAligned = cut.every(
    (one) => one.length === first.length && one.every((piece, i) => i % 2 === 1 || piece === first[i]),
  );
  if (!isAligned) return undefined;
  const parts: Part[] = [];
  for (const [i, piece] of first.entries()) {
    const values = cut.map((one) => one[i] ?? '');
    if (values.some((value) => value !== piece)) parts.push({ values });
    else if (typeof parts.at(-1) === 'string') parts[parts.length - 1] += piece;
    else parts.push(piece);
  }
  return parts.filter((part) => part !== '');
}

/** Separators and tokens in turn, a separator first. */
function pieces(text: string, grain: RegExp): string[] {
  const found: string[] = [];
  let end = 0;
  for (const match of text.matchAll(grain)) {
    found.push(text.slice(end, match.index), match[0]);
    end = match.index + match[0].length;
  }
  return [...found, text.slice(end)];
}
