import * as fs from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../diagnostics/explained-error.ts';
import type { Entry, EntryKind, TreeReader } from './reader.ts';

/** The few operations that change a disk. Paths are relative to the root; failures are Node's own errors. */
export interface Disk extends TreeReader {
  /** Creates one folder; its parent exists. */
  makeFolder(path: string): void;
  /** Creates a new file; fails when the path exists, as a link too. */
  createFile(path: string, text: string): void;
  /** Replaces a file with another one, atomically. A link at `to` is replaced, not followed. */
  rename(from: string, to: string): void;
  removeFile(path: string): void;
  /** Removes a folder if it is empty; returns whether it was. */
  removeEmptyFolder(path: string): boolean;
}

const START_BYTES = 1200;

/** Opens the folder at `root`, an absolute path whose symbolic links are resolved. */
export function openDisk(root: string): Disk {
  const at = (path: string) => join(root, path);
  return {
    kind: (path) => kindAt(at(path)),
    list: (folder) => fs.readdirSync(at(folder), { withFileTypes: true }).map((entry) => toEntry(entry)),
    read: (path) => fs.readFileSync(at(path), 'utf8'),
    readStart: (path) => readStart(at(path)),
    makeFolder: (path) => fs.mkdirSync(at(path)),
    createFile: (path, text) => createFile(at(path), text),
    rename: (from, to) => fs.renameSync(at(from), at(to)),
    removeFile: (path) => fs.unlinkSync(at(path)),
    removeEmptyFolder: (path) => removeEmptyFolder(at(path)),
  };
}

function toEntry(entry: fs.Dirent): Entry {
  return { name: entry.name, kind: kindOf(entry) };
}

function kindOf(entry: fs.Dirent | fs.Stats): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'other';
}

function kindAt(path: string): EntryKind | undefined {
  const stats = fs.lstatSync(path, { throwIfNoEntry: false });
  return stats === undefined ? undefined : kindOf(stats);
}

function readStart(path: string): string {
  const file = fs.openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(START_BYTES);
    return bytes.toString('utf8', 0, fs.readSync(file, bytes, 0, START_BYTES, 0));
  } finally {
    fs.closeSync(file);
  }
}

/** A file that was created and could not be filled (a full disk) is removed. */
function createFile(path: string, text: string): void {
  try {
    fs.writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') fs.rmSync(path, { force: true });
    throw error;
  }
}

function removeEmptyFolder(path: string): boolean {
  try {
    fs.rmdirSync(path);
    return true;
  } catch (error) {
    // POSIX lets a system answer EEXIST where Linux answers ENOTEMPTY.
    if (['ENOTEMPTY', 'EEXIST'].includes(codeOf(error) ?? '')) return false;
    throw error;
  }
}
