import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { readBefore, readCommit, type Since, type Staged } from '../gate/read.ts';
import { askedBase, type Base, baseOf, upstreamBase } from '../git/base.ts';
import { isGenerated } from '../git/changes.ts';
import type { Git } from '../git/git.ts';
import { prefixOf } from '../git/prefix.ts';
import { findUpstream } from '../git/upstream.ts';
import type { Fleet } from '../load/index.ts';
import type { Context, Options } from './command.ts';
import { FLEET_FILE } from './fleet-file.ts';

/** What the next commit holds, and the commit that was asked for as the one to look for changes from. */
interface Next {
  git: Git;
  since: string | undefined;
  /** How it is other than `since`, or than HEAD; undefined where nobody looked. */
  compared: Since | undefined;
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
  const { git, since } = next;
  if (asked === 'none') return undefined;
  const upstream = () => findUpstream(context.root, context);
  const folder = (): string => prefixOf(git, context.root, context);
  if (typeof asked === 'string') {
    const base = askedBase(git, asked, folder, upstream);
    return 'problem' in base ? base : withFiles(base, next);
  }
  const pushed = since === undefined ? upstreamBase(git, folder, upstream()) : undefined;
  const found = pushed ? withFiles(pushed, next) : comparedBase(next, folder);
  return found && !isSame(found, next) ? found : undefined;
}

/** The commit that changes are looked for from; what it has follows from the changes, where they are known. */
function comparedBase(next: Next, folder: () => string): GateBase | undefined {
  const { since: revision = 'HEAD', compared, staged } = next;
  const commit = staged.blobs.commit(revision);
  if (commit === undefined) return undefined;
  const known = () => compared && readBefore(staged, FLEET_FILE, compared);
  return withFiles(baseOf(revision, commit, folder()), next, known);
}

/** @param known gives the base's files where they need not be read */
function withFiles(base: Base, { git, staged }: Next, known?: () => Staged | undefined): GateBase {
  let files: Staged | undefined;
  const read = (): Staged => {
    const like = staged.blobs.text(staged.entries.get(FLEET_FILE)?.oid ?? '') ?? '';
    files ??= known?.() ?? readCommit(git, base.commit, FLEET_FILE, staged.blobs, like);
    return files;
  };
  return { ...base, read };
}

/** Whether the next commit has the same fleet and generated tree as its base. */
function isSame({ read }: GateBase, { staged, fleet }: Next): boolean {
  const files = new Set<string>(fleet.sources.files);
  const [old, now] = [read().entries, staged.entries];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((path) => isGenerated(path) || files.has(path))
    .every((path) => old.get(path)?.oid === now.get(path)?.oid);
}
