import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { ProcessContext } from './environment.ts';
import type { Commits } from './repository.ts';
import type { Git } from './runner.ts';
import { forkPoint } from './upstream.ts';

/** A commit whose fleet the clusters have, so that objects are checked as updates of it. */
export interface Base {
  commit: string;
  /** How messages name it, `main (1a2b3c4d5e)`. */
  name: string;
  /** Whether nobody named it: then it is used only if something differs from it. */
  isImplied: boolean;
}

export interface BaseOptions {
  /** `--base`: a revision, `auto`, `none`, or what follows without it. */
  base?: string | undefined;
  /** The commit that changes are searched from, which is then the base. */
  since?: string | undefined;
  /** Whether HEAD is the base of a branch without an upstream. */
  orHead?: boolean;
  /** The repository's commits that are already known. */
  commits?: Commits;
}

/**
 * Finds the commit that clusters have: what `--base` names, else `since`, else where the branch left its upstream, else HEAD where that
 * is wanted. Undefined where it is missing.
 * @param gitFolder git's own folder for the work tree
 */
export function resolveBase(
  git: Git,
  gitFolder: string,
  around: ProcessContext,
  { base, since, orHead = false, commits }: BaseOptions,
): Base | { problem: Diagnostic } | undefined {
  if (base === 'none') return undefined;
  if (base !== undefined && base !== 'auto')
    return named(git, base, false) ?? { problem: unknownRevision(git, base) };
  if (base === undefined && since !== undefined) return named(git, since, true);
  const commit = forkPoint(git, gitFolder, around, commits);
  if (commit !== undefined) return { commit, name: shortOf(commit), isImplied: base === undefined };
  if (base === 'auto') return { problem: noForkPoint(git) };
  return orHead ? named(git, 'HEAD', true, commits) : undefined;
}

function named(git: Git, revision: string, isImplied: boolean, commits?: Commits): Base | undefined {
  const commit = commits?.has(revision) ? commits.get(revision) : commitOf(git, revision);
  return commit === undefined ? undefined : { commit, name: `${revision} (${shortOf(commit)})`, isImplied };
}

/** The full name of the commit that a revision names; undefined where there is no such commit. */
export function commitOf(git: Git, revision: string): string | undefined {
  return git.tryRead(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
}

function shortOf(commit: string): string {
  return commit.slice(0, 10);
}

/** The finding for a branch of which git does not know where it left its upstream. */
export function noForkPoint(git: Git): Diagnostic {
  if (isShallow(git))
    return wrongBase('the commit where the branch left its upstream was not found', deepen('git fetch'));
  return wrongBase(
    'the branch has no upstream to compare with',
    'Name a revision, such as --base origin/main, or set an upstream with git branch --set-upstream-to',
  );
}

/** The finding for a revision that git does not have. */
export function unknownRevision(git: Git, revision: string): Diagnostic {
  const message = `the repository has no revision ${revision}`;
  if (isShallow(git)) return wrongBase(message, deepen(fetchOf(git, revision)));
  const names = (git.tryRead(['for-each-ref', '--format=%(refname:short)']) ?? '')
    .split('\n')
    .filter(Boolean);
  return wrongBase(message, didYouMean(revision, names, 'branch'));
}

/** Whether the repository lacks the commits before some that it has. */
export function isShallow(git: Git): boolean {
  return git.tryRead(['rev-parse', '--is-shallow-repository']) === 'true';
}

/** How to get what a shallow clone lacks. */
function deepen(fetch: string): string {
  return `The clone is shallow: run ${fetch.replace('fetch', 'fetch --unshallow')}, or with --deepen=100 instead of --unshallow; in GitHub Actions set fetch-depth: 0 for actions/checkout, in GitLab CI GIT_DEPTH: "0"`;
}

/** A shallow clone fetches only the branch that it was made for, so another has to be named. */
function fetchOf(git: Git, revision: string): string {
  const remotes = (git.tryRead(['remote']) ?? '').split('\n').filter(Boolean);
  const remote = remotes.find((name) => revision.startsWith(`${name}/`));
  if (remote === undefined) return 'git fetch';
  const branch = revision.slice(remote.length + 1).replace(/[~^@:].*$/, '');
  return `git fetch ${remote} +refs/heads/${branch}:refs/remotes/${remote}/${branch}`;
}

function wrongBase(message: string, help: string): Diagnostic {
  return { code: 'base-unreadable', severity: 'error', message, help };
}
