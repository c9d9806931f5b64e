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
  /** The files in which it is other than `since`, or than HEAD; undefined where nobody looked. */
  changed: readonly string[] | undefined;
  staged: Staged;
  fleet: Fleet;
}

/** The base of the next commit. */
export interface GateBase extends Base {
  /** Its files. */
  read(): Staged;
}

/**
 * What clusters have before the next commit: what stands at `--base`, or else at the commit that changes are looked for from, or else
 * where the branch left its upstream, which is what was pushed, or else at HEAD. Undefined where there is no commit, and where nobody
 * named one that is other than the next commit: that updates nothing.
 */
export function gateBase(
  context: Context,
  { base: asked }: Options,
  next: Next,
): GateBase | { problem: Diagnostic } | undefined {
  const { git, since, staged } = next;
  if (asked === 'none') return undefined;
  const upstream = () => findUpstream(context.root, context);
  const withFiles = (base: Base): GateBase => {
    let files: Staged | undefined;
    const like = staged.blobs.text(`:./${FLEET_FILE}`) ?? '';
    const read = () => {
      files ??= readCommit(git, base.commit, FLEET_FILE, staged.blobs, like);
      return files;
    };
    return { ...base, read };
  };
  if (typeof asked === 'string') {
    const base = askedBase(git, asked, upstream);
    return 'problem' in base ? base : withFiles(base);
  }
  const pushed = since === undefined ? upstreamBase(git, upstream()) : undefined;
  const base = pushed ?? revisionBase(git, since ?? 'HEAD');
  const found = base && withFiles(base);
  return found && !isSame(found, next, pushed === undefined ? next.changed : undefined) ? found : undefined;
}

/**
 * Whether the next commit has the same fleet and generated tree as its base.
 * @param changed the files in which they differ, where that is known
 */
function isSame(
  { read }: GateBase,
  { staged, fleet }: Next,
  changed: readonly string[] | undefined,
): boolean {
  const files = new Set<string>(fleet.sources.files);
  const isOurs = (path: string) => isGenerated(path) || files.has(path);
  if (changed !== undefined) return !changed.some(isOurs);
  const [old, now] = [read().entries, staged.entries];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter(isOurs)
    .every((path) => old.get(path)?.oid === now.get(path)?.oid);
}
