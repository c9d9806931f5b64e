import { shellWord } from '../emit/shell.ts';
import { isGitError } from '../git/error.ts';
import { openGit } from '../git/runner.ts';
import { splitNul } from '../git/split-nul.ts';
import type { Import } from '../import/index.ts';
import type { Context } from './command.ts';

/** How many files a command names. */
const MOST_FILES = 40;

/** What a fleet replaces, as commands and as places. */
export function oldText(context: Context, { remove, edit }: NonNullable<Import['fleet']>['old']): string[] {
  const named = remove.slice(0, MOST_FILES);
  const tracked = named.length > 0 ? trackedOf(context, named) : new Set<string>();
  const commands: [string, string[]][] = [
    ['git rm', named.filter((file) => tracked.has(file))],
    ['rm', named.filter((file) => !tracked.has(file))],
  ];
  return [
    ...(named.length > 0 ? ['the fleet replaces these files:'] : []),
    ...commands.flatMap(([command, files]) =>
      files.length > 0 ? [`    ${command} ${files.map(shellWord).join(' ')}`] : [],
    ),
    ...(remove.length > MOST_FILES
      ? [`    and ${remove.length - MOST_FILES} more: --format json lists them under result.old.remove`]
      : []),
    ...edit.map(({ at, what }) => `${at.file}:${at.line}: the fleet replaces ${what}, so remove it here`),
  ];
}

/** Which of the files git tracks; none outside of a repository. */
function trackedOf({ root, ...around }: Context, files: readonly string[]): Set<string> {
  try {
    const git = openGit(root, around);
    return new Set(splitNul(git.read(['--literal-pathspecs', 'ls-files', '-z', '--', ...files])));
  } catch (error) {
    if (isGitError(error)) return new Set();
    throw error;
  }
}
