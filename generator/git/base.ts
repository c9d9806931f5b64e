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
  if (base === 'auto') return { problem: noUpstream() };
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

function noUpstream(): Diagnostic {
  return wrongBase(
    'the branch has no upstream to compare with',
    'Name a revision, such as --base origin/main, or set an upstream with git branch --set-upstream-to',
  );
}

/** The finding for a revision that git does not have. */
export function unknownRevision(git: Git, revision: string): Diagnostic {
  const names = (git.tryRead(['for-each-ref', '--format=%(refname:short)']) ?? '')
    .split('\n')
    .filter(Boolean);
  return wrongBase(`the repository has no revision ${revision}`, didYouMean(revision, names, 'branch'));
}

function wrongBase(message: string, help: string): Diagnostic {
  return { code: 'base-unreadable', severity: 'error', message, help };
}
