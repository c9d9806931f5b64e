import type { Diagnostic } from '../diagnostics/diagnostic.ts';

export interface ConflictPlace {
  file: string;
  /** Lines of the file before the text. */
  before?: number;
  /** What to do once the conflict is resolved. */
  next?: string;
}

/** Finds the first conflict that a merge left in a text that cannot be read; undefined without one. */
export function mergeConflict(
  text: string,
  { file, before = 0, next = 'git add the file' }: ConflictPlace,
): Diagnostic | undefined {
  const start = /^<{7} [^\n]*\n(?=[\s\S]*^={7}\r?$[\s\S]*^>{7} )/m.exec(text)?.index;
  if (start === undefined) return undefined;
  const line = text.slice(0, start).split('\n').length + before;
  return {
    code: 'yaml-syntax',
    severity: 'error',
    message: `the file has a merge conflict at line ${line}`,
    help: `Resolve it, then ${next}`,
    at: { file, line, column: 1 },
  };
}
