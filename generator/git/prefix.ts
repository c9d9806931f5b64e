import { posix } from 'node:path';
import type { Diagnostic, Finding, Location } from '../diagnostics/diagnostic.ts';

/** Diagnostics that name files from the top of the repository, as git and what shows annotations do. */
export function withPrefix(diagnostics: readonly Diagnostic[], prefix: string): Diagnostic[] {
  if (prefix === '') return [...diagnostics];
  const moved = (at: Location): Location => ({
    ...at,
    file: isFile(at.file) ? posix.join(prefix, at.file) : at.file,
  });
  const placed = <T extends Finding>(finding: T): T => ({
    ...finding,
    ...(finding.at && { at: moved(finding.at) }),
    ...(finding.related && {
      related: finding.related.map(({ message, at }) => ({ message, at: moved(at) })),
    }),
  });
  return diagnostics.map((diagnostic) => {
    const { cause } = diagnostic;
    if (cause === undefined) return placed(diagnostic);
    const { key, finding } = cause;
    // Two fleets of a repository have causes of their own.
    return {
      ...placed(diagnostic),
      cause: { key: `${prefix} ${key}`, ...(finding && { finding: placed(finding) }) },
    };
  });
}

/** Not an absolute path, and not the name of standard input. */
function isFile(file: string): boolean {
  return !posix.isAbsolute(file) && !file.startsWith('<');
}
