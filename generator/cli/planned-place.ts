import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { fleetFolders } from '../git/fleet-folders.ts';
import { type Commits, repositoryOf } from '../git/repository.ts';
import { type Git, openGit } from '../git/runner.ts';
import type { Context } from './command.ts';
import { FLEET_FILE } from './fleet-file.ts';

export type Problem = { problem: Diagnostic };

/** Where a plan finds the fleet. */
export interface Place {
  git: Git;
  gitFolder: string;
  /** The fleet's folder below the top. */
  prefix: string;
  commits: Commits;
}

/**
 * Where the fleet is. A bare repository has no folder that says it, so its fleet is the one of the revision.
 * @param revision the second of a range; undefined for the work tree
 */
export function placeOf(context: Context, revision: string | undefined): Place | Problem {
  const git = openGit(context.root, context);
  if (git.tryRead(['rev-parse', '--is-bare-repository']) !== 'true') {
    const { top, prefix, gitFolder, commits } = repositoryOf(git);
    return { git: openGit(top, context), gitFolder, prefix, commits };
  }
  if (revision === undefined)
    return {
      problem: unreadable(
        `${context.root} is a bare repository: it has no work tree or staged files to plan`,
        'Name two revisions, such as main~1..main',
      ),
    };
  const gitFolder = git.read(['rev-parse', '--absolute-git-dir']).toString().trimEnd();
  const folders = fleetFolders(git, revision, FLEET_FILE);
  const [prefix = '', ...others] = folders.includes('') ? [''] : folders;
  if (others.length === 0) return { git, gitFolder, prefix, commits: new Map() };
  return {
    problem: unreadable(
      `${revision} has several fleets, in ${folders.join(', ')}, and a bare repository has no folder that selects one`,
      'Clone the repository, or run git worktree add, and name the folder with --cwd',
    ),
  };
}

/** The finding for a revision of which a plan does not know what clusters have. */
export function unreadable(message: string, help: string): Diagnostic {
  return { code: 'base-unreadable', severity: 'error', message, help };
}
