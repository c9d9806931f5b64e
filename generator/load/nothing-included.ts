import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts';

/** A pattern of `include` that adds no file. */
export interface IdleInclude {
  pattern: string;
  /** What it matches, all of which is read already. */
  matching: readonly string[];
  /** The fleet's file, which has the pattern. */
  file: string;
  at: Location;
}

/** Gives the files that patterns match. */
type Glob = (patterns: readonly string[]) => string[];

/** The finding for a pattern that adds no file, and why it does not. */
export function nothingIncluded(glob: Glob, include: IdleInclude): Diagnostic {
  const [message, help] = reasonOf(glob, include);
  return { code: 'file-not-found', severity: 'error', message, help, at: include.at };
}

function reasonOf(glob: Glob, { pattern, matching, file }: IdleInclude): [string, string] {
  if (matching.length === 1 && matching[0] === file)
    return [`the include ${pattern} matches only ${file} itself`, 'Name other files, or remove it'];
  if (matching.length > 0)
    return [`the include ${pattern} matches only files that are read already`, 'Remove it'];
  const folder = pattern.replace(/\/+$/, '');
  if (folder !== '' && glob([`${folder}/**`]).length > 0)
    return [
      `the include ${pattern} matches a folder, not a file`,
      `Name the files in it, as ${folder}/*.yaml or ${folder}/**/*.yaml`,
    ];
  return [`no file matches the include ${pattern}`, 'Correct the pattern, or remove it'];
}
