import type { Diagnostic } from '../diagnostic.ts';
import { isGenerated } from '../gate/changes.ts';
import type { Git } from '../gate/git.ts';
import { readCommit, type Staged } from '../gate/read.ts';
import { findUpstream } from '../gate/upstream.ts';
import type { Fleet } from '../load/index.ts';
import { askedBase, type Base, revisionBase, upstreamBase } from './base-commit.ts';
import { FLEET_FILE } from './fleet-file.ts';
import type { Context, Options } from './run.ts';

/** What the next commit holds, and the commit that was asked for as the one to look for changes from. */
interface Next {
  git: Git;
  since: string | undefined;
  staged: Staged;
  fleet: Fleet;
}

/** The base of the next commit, with its files. */
export interface GateBase extends Base {
  staged: Staged;
}

/**
 * What clusters have before the next commit: what stands at `--base`, or else at the commit that changes are looked for from, or else
 * where the branch left its upstream, which is what was pushed, or else at HEAD. Undefined where there is no commit, and where nobody
 * named one that is other than the next commit: that updates nothing.
 */
export function gateBase(
  context: Context,
  { base: asked }: Options,
  { git, since, staged, fleet }: Next,
): GateBase | { problem: Diagnostic } | undefined {
  if (asked === 'none') return undefined;
  const upstream = () => findUpstream(context.root, context);
  const implied = (): Base | undefined =>
    since === undefined
      ? (upstreamBase(git, upstream()) ?? revisionBase(git, 'HEAD'))
      : revisionBase(git, since);
  const base = typeof asked === 'string' ? askedBase(git, asked, upstream) : implied();
  if (!base || 'problem' in base) return base;
  const old = readCommit(
    git,
    base.commit,
    FLEET_FILE,
    staged.blobs,
    staged.blobs.text(`:./${FLEET_FILE}`) ?? '',
  );
  if (typeof asked === 'string') return { ...base, staged: old };
  return isSame(old, staged, fleet) ? undefined : { ...base, staged: old };
}

/** Whether two versions have the same fleet and generated tree. */
function isSame(old: Staged, now: Staged, { sources }: Fleet): boolean {
  const files = new Set<string>(sources.files);
  return [...new Set([...old.entries.keys(), ...now.entries.keys()])]
    .filter((path) => isGenerated(path) || files.has(path))
    .every((path) => old.entries.get(path)?.oid === now.entries.get(path)?.oid);
}
