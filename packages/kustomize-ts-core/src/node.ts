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
    readFile: (path) => bytesOf(absolute(path))?.toString('utf8'),
    readBytes: (path) => {
      const bytes = bytesOf(absolute(path));
      return bytes && new Uint8Array(bytes);
    },
    kind(path) {
      const stats = statSync(absolute(path), { throwIfNoEntry: false });
      if (stats?.isDirectory()) return 'directory';
      return stats?.isFile() ? 'file' : undefined;
    },
    realPath: (path) => orMissing(() => realpathSync(absolute(path))),
  };
}

/** A pipe or device counts as missing: reading it may never end. */
function bytesOf(path: string): Buffer | undefined {
  return orMissing(() => (statSync(path).isFile() ? readFileSync(path) : undefined));
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
