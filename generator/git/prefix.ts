import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts';
import { openCheckout } from './checkout.ts';
import type { ProcessContext } from './environment.ts';
import type { Git } from './git.ts';

/** Diagnostics whose files are told from the top of the repository, as git and what shows annotations tell them. */
export function withPrefix(diagnostics: readonly Diagnostic[], prefix: string): Diagnostic[] {
  if (prefix === '') return [...diagnostics];
  const moved = (at: Location): Location => ({ ...at, file: prefix + at.file });
  return diagnostics.map((diagnostic) => ({
    ...diagnostic,
    ...(diagnostic.at && { at: moved(diagnostic.at) }),
    ...(diagnostic.related && {
      related: diagnostic.related.map(({ message, at }) => ({ message, at: moved(at) })),
    }),
  }));
}

/**
 * The fleet's folder below the top of the repository, empty or ending in `/`; git is asked only where files do not tell.
 * @param root the fleet's folder
 */
export function prefixOf(git: Git, root: string, around: ProcessContext): string {
  const top = openCheckout(root, around)?.top;
  if (top === undefined)
    return git(['rev-parse', '--show-prefix'])
      .toString()
      .replace(/\r?\n$/, '');
  const steps = relative(realpathSync(top), realpathSync(root)).split(sep);
  return steps.map((step) => (step === '' ? '' : `${step}/`)).join('');
}
