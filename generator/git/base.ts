import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { attempt } from './attempt.ts';
import { commitOf, mergeBase } from './base-commit.ts';
import type { Git } from './git.ts';
import type { Upstream } from './upstream.ts';

/** A commit whose fleet clusters have, so that their objects are judged as updates. */
export interface Base {
  commit: string;
  /** How messages name it, `main (1a2b3c4d5e)`. */
  name: string;
  /** The fleet's folder below the top of the repository, as it is now; empty or ending in `/`. */
  folder: string;
  /** The environments whose files have changed since; without it any may have. */
  changed?: ReadonlySet<string> | undefined;
}

/**
 * The commit that is asked for.
 * @param asked a revision, or `auto` for the commit where the branch left its upstream
 * @param folder tells the fleet's folder below the top of the repository
 */
export function askedBase(
  git: Git,
  asked: string,
  folder: () => string,
  upstream: () => Upstream,
): Base | { problem: Diagnostic } {
  if (asked === 'auto') return upstreamBase(git, folder, upstream()) ?? { problem: noUpstream() };
  const commit = commitOf(git, asked);
  return commit === undefined ? { problem: noRevision(git, asked) } : baseOf(asked, commit, folder());
}

/** The commit where the branch left its upstream. */
export function upstreamBase(git: Git, folder: () => string, upstream: Upstream): Base | undefined {
  const commit = mergeBase(git, upstream);
  return commit === undefined ? undefined : { commit, name: shortOf(commit), folder: folder() };
}

/** The commit that a revision names at the moment. */
export function baseOf(revision: string, commit: string, folder: string): Base {
  return { commit, name: `${revision} (${shortOf(commit)})`, folder };
}

/**
 * All by which what is found with a base can be another than with another one.
 * @param told the folder that files are told from, below the top of the repository
 */
export function identify({ commit, name, folder }: Base, told: string): string {
  return JSON.stringify([commit, name, folder, told]);
}

function shortOf(commit: string): string {
  return commit.slice(0, 10);
}

export function unreadable({ name }: Base, reason: string): Diagnostic {
  return {
    code: 'base-unreadable',
    severity: 'warning',
    message: `updates are not checked: the fleet at ${name} cannot be read: ${reason}`,
    help: 'Name a revision whose fleet is well with --base, or none',
  };
}

function noUpstream(): Diagnostic {
  return wrongBase(
    'the branch has no upstream to compare with',
    'Name a revision, as --base origin/main, or set an upstream with git branch --set-upstream-to',
  );
}

function noRevision(git: Git, asked: string): Diagnostic {
  const names = (attempt(git, ['for-each-ref', '--format=%(refname:short)']) ?? '')
    .split('\n')
    .filter(Boolean);
  return wrongBase(`git has no revision ${asked}`, didYouMean(asked, names, 'branch'));
}

function wrongBase(message: string, help: string): Diagnostic {
  return { code: 'base-unreadable', severity: 'error', message, help };
}
