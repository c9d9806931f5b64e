import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { gitEnvironment, type Surroundings } from './environment.ts';

/** What a repository's files tell of the branch that HEAD goes back to, so that git need not be asked where there is none. */
export interface Upstream {
  /** Names that git may know it by, the most telling first; none where there is surely no such branch. */
  names: readonly string[];
  /** Commits that a merge under way brings in besides HEAD. */
  merged: readonly string[];
}

/** The branch that a remote has as its own, where a clone is told of it. */
const REMOTE_HEAD = 'refs/remotes/origin/HEAD';

/** Looks for the upstream of what is checked out around the folder `root`. */
export function findUpstream(root: string, around: Surroundings): Upstream {
  const { GIT_DIR, GIT_COMMON_DIR } = gitEnvironment(root, around);
  const folder = GIT_DIR ?? gitFolder(realpathSync(root));
  if (folder === undefined) return { names: [], merged: [] };
  const common = GIT_COMMON_DIR ?? resolve(folder, read(folder, 'commondir')?.trimEnd() ?? '.');
  return { names: namesIn(folder, common), merged: mergedIn(folder, around) };
}

/** The folder of the repository around a work tree; linked work trees and submodules have a file that names theirs. */
function gitFolder(start: string): string | undefined {
  for (let at = start; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) {
      const [, elsewhere] = /^gitdir: (.+?)\r?$/m.exec(read(at, '.git') ?? '') ?? [];
      return resolve(at, elsewhere ?? '.git');
    }
    if (dirname(at) === at) return undefined;
  }
}

function namesIn(folder: string, common: string): string[] {
  const head = read(folder, 'HEAD');
  const config = read(common, 'config');
  // A rebase takes HEAD off the branch until it is done.
  const branch = [head, read(folder, 'rebase-merge/head-name'), read(folder, 'rebase-apply/head-name')]
    .map(branchIn)
    .find((name) => name !== undefined);
  const upstream = branch === undefined ? [] : [`${branch}@{upstream}`];
  if (head === undefined || config === undefined || isElsewhere(config)) return [...upstream, REMOTE_HEAD];
  return [
    ...(branch !== undefined && mayConfigure(config, branch) ? upstream : []),
    ...(mayHaveRef(common, REMOTE_HEAD) ? [REMOTE_HEAD] : []),
  ];
}

function branchIn(text: string | undefined): string | undefined {
  return /^(?:ref: )?refs\/heads\/(.+)$/m.exec(text ?? '')?.[1];
}

/** Whether git may have settings in further files, or refs in another form than files. */
function isElsewhere(config: string): boolean {
  return /include|worktreeconfig|refstorage/i.test(config);
}

/** Whether settings may say something of a branch; sure only when it says no. */
function mayConfigure(config: string, branch: string): boolean {
  const name = branch.toLowerCase();
  // A quote is written with a backslash there.
  return config
    .toLowerCase()
    .split('\n')
    .some((line) => /^\s*\[\s*branch/.test(line) && (line.includes(name) || name.includes('"')));
}

function mayHaveRef(common: string, ref: string): boolean {
  return existsSync(join(common, ref)) || (read(common, 'packed-refs')?.includes(ref) ?? false);
}

/** Git has them in a file while conflicts are resolved, and names them in variables for its hooks before (git 2.39, builtin/merge.c). */
function mergedIn(folder: string, { env }: Surroundings): string[] {
  const named = Object.keys(env).flatMap((name) => /^GITHEAD_([0-9a-f]{40,})$/.exec(name)?.[1] ?? []);
  if (named.length > 0) return named;
  return (read(folder, 'MERGE_HEAD') ?? '').split('\n').filter(Boolean);
}

function read(folder: string, file: string): string | undefined {
  try {
    return readFileSync(join(folder, file), 'utf8');
  } catch {
    return undefined; // not there, or a folder; what that means is for the caller
  }
}
