import { readFileSync, realpathSync, statSync } from 'node:fs';
import type { FileSystem } from './fs.ts';

/** The files of this machine. Faults other than a missing file are thrown as Node reports them. */
export function diskFileSystem(): FileSystem {
  return {
    readFile: (path) => orMissing(() => readFileSync(path, 'utf8')),
    readBytes: (path) => orMissing(() => new Uint8Array(readFileSync(path))),
    kind(path) {
      const stats = statSync(path, { throwIfNoEntry: false });
      if (stats === undefined) return undefined;
      return stats.isDirectory() ? 'directory' : 'file';
    },
    realPath: (path) => orMissing(() => realpathSync(path)),
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
