import { realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { gitEnvironment, type ProcessContext } from './environment.ts';
import { readGitFile } from './refs.ts';

/** The files of a repository that tell what is checked out. */
export interface Checkout {
  /** The folder of the repository itself, `.git` for one. */
  folder: string;
  /** The folder of what all its work trees share. */
  common: string;
  /** The top of the work tree; undefined where that takes more than files to tell. */
  top: string | undefined;
  head: string;
  config: string;
  /** The branch, which a rebase takes HEAD off until it is done. */
  branch: string | undefined;
  /** Whether git has no settings in further files, and refs in files. */
  isPlain: boolean;
}

/** Reads what is checked out around the folder `root`; undefined where there is no repository. */
export function openCheckout(root: string, around: ProcessContext): Checkout | undefined {
  const { GIT_DIR, GIT_COMMON_DIR, GIT_WORK_TREE } = gitEnvironment(root, around);
  const found = GIT_DIR === undefined ? findRepository(realpathSync(root)) : undefined;
  const folder = GIT_DIR ?? found?.folder;
  if (folder === undefined) return undefined;
  const common = GIT_COMMON_DIR ?? resolve(folder, readGitFile(folder, 'commondir')?.trimEnd() ?? '.');
  const head = readGitFile(folder, 'HEAD') ?? '';
  const config = readGitFile(common, 'config') ?? '';
  const branch =
    branchIn(head) ??
    branchIn(readGitFile(folder, 'rebase-merge/head-name') ?? '') ??
    branchIn(readGitFile(folder, 'rebase-apply/head-name') ?? '');
  const isPlain = head !== '' && config !== '' && !/include|worktreeconfig|refstorage/i.test(config);
  const named = GIT_DIR === undefined ? undefined : GIT_WORK_TREE;
  const isNamedElsewhere = GIT_WORK_TREE !== named || /worktree/i.test(config);
  const top = isPlain && !isNamedElsewhere ? (named ?? found?.top) : undefined;
  return { folder, common, top, head, config, branch, isPlain };
}

/** The work tree around a folder, and its repository; linked work trees and submodules have a file that names theirs. */
function findRepository(start: string): { top: string; folder: string } | undefined {
  for (let at = start; ; at = dirname(at)) {
    const found = statSync(join(at, '.git'), { throwIfNoEntry: false });
    if (found) {
      const text = found.isDirectory() ? '' : (readGitFile(at, '.git') ?? '');
      const [, elsewhere] = /^gitdir: (.+?)\r?$/m.exec(text) ?? [];
      return { top: at, folder: resolve(at, elsewhere ?? '.git') };
    }
    if (dirname(at) === at) return undefined;
  }
}

/** The branch that the text of a repository's file names. */
export function branchIn(text: string): string | undefined {
  return /^(?:ref: )?refs\/heads\/(.+)$/m.exec(text)?.[1];
}
