import { failure } from './outcome.ts';
import type { Git } from './runner.ts';
import { WORK_TREE, type WorkTree, workTreeOf } from './worktree.ts';

/** The default branch of the remote, where a clone knows it. */
export const REMOTE_HEAD = 'refs/remotes/origin/HEAD';

/** Revisions, and the commit of each; undefined where the repository has none. */
export type Commits = ReadonlyMap<string, string | undefined>;

/** The work tree around a folder, and the commits by which a base is found that nobody names. */
export interface Repository extends WorkTree {
  commits: Commits;
}

/** A pattern may match nothing. Git stops at a branch without an upstream, so that comes last, after a line that always exists. */
const REVISIONS = [
  'HEAD',
  `--glob=${REMOTE_HEAD.replace(/D$/, '[D]')}`,
  '--is-inside-work-tree',
  '@{upstream}',
];

/**
 * Looks at the repository around git's folder, all by one process.
 * @throws {GitError} `not-a-repository` where it is missing
 */
export function repositoryOf(git: Git): Repository {
  const args = [...WORK_TREE, ...REVISIONS];
  const { stdout, stderr } = git.inquire(args);
  if (stdout === '') throw failure(git.folder, args, stderr);
  const [top = '', gitFolder = '', prefix = '', ...lines] = stdout.split('\n');
  // Before the first commit git repeats the word. Else a path has a line break.
  if (commitIn(lines[0]) === undefined && lines[0] !== 'HEAD')
    return { ...workTreeOf(git), commits: new Map() };
  return { top, gitFolder, prefix, commits: readCommits(lines) };
}

/** Whether the branch's upstream, or the default branch of the remote, has a commit here. */
export function hasUpstream(commits: Commits): boolean {
  return [REMOTE_HEAD, '@{upstream}'].some((revision) => commits.get(revision) !== undefined);
}

function readCommits(lines: readonly string[]): Commits {
  const between = lines.indexOf('true');
  return new Map([
    ['HEAD', commitIn(lines[0])],
    [REMOTE_HEAD, between === 2 ? commitIn(lines[1]) : undefined],
    ['@{upstream}', between < 0 ? undefined : commitIn(lines[between + 1])],
  ]);
}

function commitIn(line = ''): string | undefined {
  return /^[0-9a-f]{40,}$/.exec(line)?.[0];
}
