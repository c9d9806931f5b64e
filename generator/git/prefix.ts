import { posix } from 'node:path';
import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts';

/** Diagnostics that name files from the top of the repository, as git and what shows annotations do. */
export function withPrefix(diagnostics: readonly Diagnostic[], prefix: string): Diagnostic[] {
  if (prefix === '') return [...diagnostics];
  const moved = (at: Location): Location => ({
    ...at,
    file: isFile(at.file) ? posix.join(prefix, at.file) : at.file,
  });
  return diagnostics.map((diagnostic) => ({
    ...diagnostic,
    ...(diagnostic.at && { at: moved(diagnostic.at) }),
    ...(diagnostic.related && {
      related: diagnostic.related.map(({ message, at }) => ({ message, at: moved(at) })),
    }),
  }));
}

/** Not an absolute path, and not the name of standard input. */
function isFile(file: string): boolean {
  return !posix.isAbsolute(file) && !file.startsWith('<');
}
