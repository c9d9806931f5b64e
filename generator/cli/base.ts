import { memoryFileSystem } from '@kustomize-ts/core';
import { createBaseState } from '../check/update/base-state.ts';
import type { BaseState } from '../check/update/update.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Tree } from '../emit/index.ts';
import { readCommit, type Staged } from '../gate/read.ts';
import { stagedHost } from '../gate/staged.ts';
import { type Base, unreadable } from '../git/base.ts';
import { openBlobs } from '../git/blobs.ts';
import { isGenerated } from '../git/changes.ts';
import { openGit } from '../git/git.ts';
import { diskHost } from '../load/disk.ts';
import { loadFleet } from '../load/index.ts';
import type { Context } from './command.ts';
import { FLEET_FILE } from './fleet-file.ts';

/** What clusters had; without `base` they had nothing, or it cannot be told and a diagnostic says so. */
export interface Had {
  base?: BaseState;
  diagnostics: Diagnostic[];
}

/**
 * What clusters had at a commit.
 * @param tree what is declared now; of its files those that are the same there need not be read
 */
export function readBase(context: Context, base: Base, tree: Tree): Had {
  const git = openGit(context.root, context);
  const blobs = openBlobs(git, base.commit);
  blobs.know(tree.files.values());
  const now = diskHost(context.root).readFile(FLEET_FILE) ?? '';
  return hadBy(base, readCommit(git, base.commit, FLEET_FILE, blobs, now), '');
}

/**
 * What clusters had by the fleet of a commit.
 * @param folder where the fleet's folder is from where files are to be told, empty or ending in `/`
 */
export function hadBy(base: Base, { entries, blobs }: Staged, folder: string): Had {
  if (!entries.has(FLEET_FILE)) return { diagnostics: [] };
  const { fleet, diagnostics } = loadFleet(stagedHost(entries, blobs), FLEET_FILE);
  if (!fleet) return { diagnostics: [unreadable(base, diagnostics[0]?.message ?? 'it is no fleet')] };
  const generated = [...entries].filter(([path, { mode }]) => isGenerated(path) && mode.startsWith('100'));
  const texts = generated.map(([path, { oid }]): [string, string] => [path, blobs.text(oid) ?? '']);
  const files = memoryFileSystem(Object.fromEntries(texts));
  const { name, changed } = base;
  return { base: createBaseState({ fleet, files, root: '/', name, changed, folder }), diagnostics: [] };
}
