import { memoryFileSystem } from '@kustomize-ts/core';
import { createBefore } from '../check/before.ts';
import type { Before } from '../check/update.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { openBlobs } from '../gate/blobs.ts';
import { isGenerated, splitNul } from '../gate/changes.ts';
import type { Entries } from '../gate/entries.ts';
import { GateError } from '../gate/error.ts';
import { type Git, openGit } from '../gate/git.ts';
import { stagedHost } from '../gate/staged.ts';
import { loadFleet } from '../load/index.ts';
import { didYouMean } from '../load/suggest.ts';
import { FLEET_FILE } from './fleet-file.ts';
import type { Context } from './run.ts';

/** What clusters had at a revision; without `before` they had nothing, or it cannot be told and a diagnostic says so. */
export type Base = { before?: Before; diagnostics: Diagnostic[] } | { problem: Diagnostic };

/**
 * Reads the fleet and its generated tree as git has them at a revision.
 * @param asked a revision, or `auto` for the commit where the branch left its upstream
 * @throws {GateError} when there is no git or no repository
 */
export function readBase(context: Context, asked: string): Base {
  const git = openGit(context.root, context);
  git(['rev-parse', '--git-dir']);
  const found = asked === 'auto' ? mergeBase(git) : resolve(git, asked);
  if ('problem' in found) return found;
  const { commit } = found;
  const revision = asked === 'auto' ? commit.slice(0, 10) : `${asked} (${commit.slice(0, 10)})`;

  const entries = readTree(git, commit);
  const blobs = openBlobs(git, commit.length === 64 ? 'sha256' : 'sha1');
  if (!entries.has(FLEET_FILE)) return { diagnostics: [] };
  const generated = [...entries].filter(([path, { mode }]) => isGenerated(path) && mode.startsWith('100'));
  blobs.fetch([entries.get(FLEET_FILE)?.oid ?? '', ...generated.map(([, { oid }]) => oid)]);
  const { fleet, diagnostics } = loadFleet(stagedHost(entries, blobs), FLEET_FILE);
  if (!fleet) return { diagnostics: [unreadable(revision, diagnostics)] };
  const texts = generated.map(([path, { oid }]): [string, string] => [path, blobs.text(oid) ?? '']);
  return {
    before: createBefore(fleet, memoryFileSystem(Object.fromEntries(texts)), '/', revision),
    diagnostics: [],
  };
}

/** Files of a commit at and below the fleet's folder, relative to it. */
function readTree(git: Git, commit: string): Entries {
  const lines = splitNul(git(['ls-tree', '-r', '-z', commit]));
  return new Map(
    lines.map((line) => {
      const tab = line.indexOf('\t');
      const [mode = '', , oid = ''] = line.slice(0, tab).split(' ');
      return [line.slice(tab + 1), { mode, oid }];
    }),
  );
}

function resolve(git: Git, asked: string): { commit: string } | { problem: Diagnostic } {
  const commit = attempt(git, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${asked}^{commit}`]);
  if (commit !== undefined) return { commit };
  const names = (attempt(git, ['for-each-ref', '--format=%(refname:short)']) ?? '')
    .split('\n')
    .filter(Boolean);
  return { problem: wrongBase(`git has no revision ${asked}`, didYouMean(asked, names, 'branch')) };
}

/** Where the current branch left its upstream, else the branch that the remote has as its own. */
function mergeBase(git: Git): { commit: string } | { problem: Diagnostic } {
  for (const upstream of ['@{upstream}', 'refs/remotes/origin/HEAD']) {
    const commit = attempt(git, ['merge-base', 'HEAD', upstream]);
    if (commit !== undefined) return { commit };
  }
  return {
    problem: wrongBase(
      'the branch has no upstream to compare with',
      'Name a revision, as --base origin/main, or set an upstream with git branch --set-upstream-to',
    ),
  };
}

/** What git prints, without the line end; undefined where it fails. */
function attempt(git: Git, args: string[]): string | undefined {
  try {
    return git(args).toString().trimEnd();
  } catch (error) {
    if (error instanceof GateError && error.code === 'git-failed') return undefined;
    throw error;
  }
}

function wrongBase(message: string, mend: string): Diagnostic {
  return { code: 'base-unreadable', severity: 'error', message, mend };
}

function unreadable(revision: string, [first]: readonly Diagnostic[]): Diagnostic {
  return {
    code: 'base-unreadable',
    severity: 'warning',
    message: `updates are not checked: the fleet at ${revision} cannot be read: ${first?.message ?? 'it is no fleet'}`,
    mend: 'Name a revision whose fleet is well',
  };
}
