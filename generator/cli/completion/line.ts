/** A word as a shell reads it, quoted or in part; the last one may still be open. */
const WORD = /(?:\\.?|"(?:\\.|[^"\\])*"?|'[^']*'?|[^\s"'\\])+/g;

/** The words of a command line up to the cursor, without quotes. The last one is the word at the cursor, empty after a space. */
export function wordsOf(line: string): string[] {
  const words = Array.from(line.matchAll(WORD), ([word]) => unquoted(word));
  return line === '' || /(?:^|[^\\])\s$/.test(line) ? [...words, ''] : words;
}

function unquoted(word: string): string {
  return word.replace(
    /\\(.?)|"((?:\\.|[^"\\])*)"?|'([^']*)'?/g,
    (_all, escaped?: string, double?: string, single?: string) =>
      escaped ?? double?.replace(/\\(["\\$`])/g, '$1') ?? single ?? '',
  );
}
