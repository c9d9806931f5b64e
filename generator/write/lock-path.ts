import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * Where the lock of a root is: in git's own folder, where it cannot be committed, or in the folder for
 * temporary files when there is no git or its folder is not writable.
 * @param root absolute, symbolic links resolved
 * @param temporary the system's folder for temporary files
 */
export function lockPathOf(root: string, temporary: string): string {
  const name = `poolwright-${createHash('sha256').update(root).digest('hex').slice(0, 16)}.lock`;
  const folder = gitFolderOf(root);
  return join(folder !== undefined && isWritable(folder) ? folder : temporary, name);
}

/** Git's folder for a root inside a work tree; a worktree's and a submodule's `.git` is a file that names it. */
function gitFolderOf(root: string): string | undefined {
  try {
    for (let folder = root; ; folder = dirname(folder)) {
      const path = join(folder, '.git');
      const stats = fs.statSync(path, { throwIfNoEntry: false });
      if (stats?.isDirectory()) return path;
      if (stats?.isFile()) return namedGitFolder(folder, path);
      if (folder === dirname(folder)) return undefined;
    }
  } catch {
    // An unreadable folder holds no lock either; git reports that it cannot use it.
    return undefined;
  }
}

/** The `gitdir:` line of a `.git` file (gitrepository-layout(5)); its path may be relative to the file. */
function namedGitFolder(folder: string, path: string): string | undefined {
  const named = /^gitdir: ([^\r\n]+)/.exec(fs.readFileSync(path, 'utf8'))?.[1];
  if (named === undefined) return undefined;
  const target = resolve(folder, named);
  return fs.statSync(target, { throwIfNoEntry: false })?.isDirectory() ? target : undefined;
}

function isWritable(folder: string): boolean {
  try {
    fs.accessSync(folder, fs.constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
