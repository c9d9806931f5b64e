import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { codeOf, ExplainedError } from '../diagnostics/explained-error.ts';
import { decodeUtf8 } from './encoding.ts';
import type { LoadHost } from './index.ts';
import { leavesRepository } from './paths.ts';
import { filesOnDisk } from './patterns.ts';
import { readRegularFile } from './regular-file.ts';

/** Reads a fleet from a folder on disk. */
export function diskHost(root: string): LoadHost {
  return {
    readFile: (path) => {
      try {
        return decodeUtf8(readRegularFile(join(root, path), path));
      } catch (error) {
        if (isMissing(error)) return undefined;
        if (codeOf(error) === 'EISDIR') throw folderInsteadOfFile(path);
        throw error;
      }
    },
    glob: (patterns) => filesOnDisk(root, patterns),
    leavesRoot: (path) => leavesRepository(relative(realpathSync(root), realpathSync(join(root, path)))),
    folderAbove: (file) => folderAbove(root, file),
  };
}

/** Looks up to the top of the repository; without one, whatever lies above is somebody else's. */
function folderAbove(root: string, file: string): string | undefined {
  let found: string | undefined;
  for (let folder = root; !existsSync(join(folder, '.git')); ) {
    const above = dirname(folder);
    if (above === folder) return undefined;
    if (existsSync(join(above, file))) found ??= relative(root, above);
    folder = above;
  }
  return found;
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '');
}

function folderInsteadOfFile(path: string): ExplainedError {
  return new ExplainedError(
    `${path} is a folder, not a file`,
    'Put a file there, or name the folder that holds the fleet with --cwd',
  );
}
