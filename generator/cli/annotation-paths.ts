import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ProcessContext } from '../git/environment.ts';
import { type GitError, isGitError, isWithoutGit } from '../git/error.ts';
import { withPrefix } from '../git/prefix.ts';
import { openGit } from '../git/runner.ts';
import { workTreeOf } from '../git/worktree.ts';

/** Formats that are shown next to a repository's files, and therefore name files from its top. */
const ANNOTATIONS = ['github', 'gitlab', 'sarif'];

/** Whether a format shows findings next to a repository's files. */
export function isAnnotation(format: string): boolean {
  return ANNOTATIONS.includes(format);
}

/**
 * Diagnostics that name files from the top of the repository around a folder; as they are outside of one.
 * @param root the folder that they name files from
 */
export function fromTop(
  diagnostics: readonly Diagnostic[],
  root: string,
  around: ProcessContext,
): readonly Diagnostic[] {
  if (diagnostics.length === 0) return diagnostics;
  try {
    return withPrefix(diagnostics, workTreeOf(openGit(root, around)).prefix);
  } catch (error) {
    if (!isGitError(error)) throw error;
    const isPlaced = diagnostics.some(({ at }) => at !== undefined);
    return isWithoutGit(error) || !isPlaced ? diagnostics : [...diagnostics, notFromTop(error)];
  }
}

function notFromTop({ message, help }: GitError): Diagnostic {
  return {
    code: 'command-failed',
    severity: 'warning',
    message: `files are named from the folder of the command, not from the top of the repository: ${message}`,
    help,
  };
}
