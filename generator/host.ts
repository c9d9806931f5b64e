import { readFileSync, realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import { globSync } from 'tinyglobby';
import type { LoadHost } from './load/index.ts';
import { leavesRepository } from './load/paths.ts';

/** Reads a fleet from a folder on disk. Links are not followed by patterns, and `node_modules` is left out. */
export function diskHost(root: string): LoadHost {
  return {
    readFile: (path) => {
      try {
        return readFileSync(join(root, path), 'utf8');
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    glob: (patterns) =>
      globSync([...patterns], {
        cwd: root,
        followSymbolicLinks: false,
        ignore: ['**/node_modules/**'],
        expandDirectories: false,
      }).toSorted(),
    leavesRoot: (path) => leavesRepository(relative(realpathSync(root), realpathSync(join(root, path)))),
  };
}

function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR';
}
