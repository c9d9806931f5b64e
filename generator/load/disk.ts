import { readFileSync, realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { LoadHost } from './index.ts';
import { leavesRepository } from './paths.ts';
import { filesOnDisk } from './patterns.ts';

/** Reads a fleet from a folder on disk. */
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
    glob: (patterns) => filesOnDisk(root, patterns),
    leavesRoot: (path) => leavesRepository(relative(realpathSync(root), realpathSync(join(root, path)))),
  };
}

function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR';
}
