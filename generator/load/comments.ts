import type { Location } from '../diagnostics/diagnostic.ts';

/** The comments on the lines of a place in a YAML text, and on lines of their own right above it, without the `#`. */
export function commentsBeside(text: string, { line, endLine = line, endColumn }: Location): string[] {
  // A block mapping ends at the start of the line after it.
  const last = endColumn === 1 && endLine > line ? endLine - 1 : endLine;
  const lines = text.split('\n', last);
  let first = line - 1;
  while (first > 0 && /^\s*#/.test(lines[first - 1] ?? '')) first--;
  return lines.slice(first).flatMap((one) => commentOf(one) ?? []);
}

/** The comment that ends a line; a `#` within quotes or a word starts none. */
function commentOf(line: string): string | undefined {
  const unquoted = line.replace(/"(?:\\.|[^"\\])*"|'[^']*'/g, '');
  const comment = /(?:^|\s)#(.*)$/.exec(unquoted)?.[1]?.trim();
  return comment === '' ? undefined : comment;
}
