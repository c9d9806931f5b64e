import { shellWord } from '../emit/shell.ts';
import { isGitError } from '../git/error.ts';
import { openGit } from '../git/runner.ts';
import { splitNul } from '../git/split-nul.ts';
import type { Import } from '../import/index.ts';
import { pathspecs } from '../import/pathspecs.ts';
import type { Context } from './command.ts';

/** How many files a command names one by one. */
const MOST_FILES = 40;

/** What a fleet replaces, as commands and as places. */
export function oldText(context: Context, { remove, edit }: NonNullable<Import['fleet']>['old']): string[] {
  const tracked = remove.length > 0 ? trackedFiles(context) : [];
  const known = new Set(tracked);
  const [ofGit, others] = [
    remove.filter((file) => known.has(file)),
    remove.filter((file) => !known.has(file)),
  ];
  const isMany = ofGit.length > MOST_FILES;
  const commands: [string, string[]][] = [
    [isMany ? 'git rm -r' : 'git rm', isMany ? pathspecs(ofGit, tracked) : ofGit],
    ['rm', others.slice(0, MOST_FILES)],
  ];
  return [
    ...(remove.length > 0
      ? [`the fleet replaces ${isMany ? `these ${remove.length} files` : 'these files'}:`]
      : []),
    ...commands.flatMap(([command, files]) =>
      files.length > 0 ? [`    ${command} ${files.map(shellWord).join(' ')}`] : [],
    ),
    ...(others.length > MOST_FILES
      ? [`    and ${others.length - MOST_FILES} more: --format json lists them under result.old.remove`]
      : []),
    ...edit.map(({ at, what }) => `${at.file}:${at.line}: the fleet replaces ${what}, so remove it here`),
  ];
}

/** The files below the folder that git tracks; none outside of a repository. */
function trackedFiles({ root, ...around }: Context): string[] {
  try {
    return splitNul(openGit(root, around).read(['ls-files', '-z']));
  } catch (error) {
    if (isGitError(error)) return [];
    throw error;
  }
}
