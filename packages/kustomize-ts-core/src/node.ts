import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import type { FileSystem } from './fs.ts';

/**
 * The files of this machine. Errors other than a missing file are thrown as Node reports them.
 *
 * @param workingDirectory where relative paths start; the working directory of the process by default
 */
export function diskFileSystem(workingDirectory: string = process.cwd()): FileSystem {
  const absolute = (path: string) => (isAbsolute(path) ? path : resolve(workingDirectory, path));
  return {
    workingDirectory,
    readFile: (path) => orMissing(() => readFileSync(absolute(path), 'utf8')),
    readBytes: (path) => orMissing(() => new Uint8Array(readFileSync(absolute(path)))),
    kind(path) {
      const stats = statSync(absolute(path), { throwIfNoEntry: false });
      if (stats === undefined) return undefined;
      return stats.isDirectory() ? 'directory' : 'file';
    },
    realPath: (path) => orMissing(() => realpathSync(absolute(path))),
  };
}

const MISSING: readonly unknown[] = ['ENOENT', 'ENOTDIR', 'EISDIR'];

function orMissing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && 'code' in error && MISSING.includes(error.code)) return undefined;
    throw error;
  }
}
