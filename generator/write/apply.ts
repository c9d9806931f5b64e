import { pid } from 'node:process';
import type { Tree } from '../emit/tree.ts';
import type { Comparison } from './compare.ts';
import type { Disk } from './disk.ts';
import { systemError } from './error.ts';
import { temporaryName } from './orphan.ts';
import { folderOf, parentsOf } from './path.ts';

/** A text on disk under a temporary name, and its final path. */
interface Staged {
  temporary: string;
  path: string;
}

/** Called while files are written, with how many of the total are done. A file has two steps, and counts as half after the first. */
export type OnFile = (done: number, total: number) => void;

/**
 * Applies a comparison in three steps: new text goes to temporary files beside the files they are for,
 * then each takes its place by a rename, then stale files go. Only the first step needs space.
 *
 * Files are not flushed one by one (3,000 flushes take seconds): all of them can be generated again, and
 * `compareTree` takes a file that a power cut left empty for one of ours.
 * @throws {WriteError}
 */
export function apply(tree: Tree, comparison: Comparison, disk: Disk, onFile?: OnFile): void {
  for (const path of comparison.temporaries) attempt(path, () => disk.removeFile(path));
  const paths = [...comparison.missing, ...comparison.changed.map(({ path }) => path)];
  const staged = stage(tree.files, paths, disk, onFile);
  takePlaces(staged, disk, onFile);
  const stale = comparison.stale.map(({ path }) => path);
  for (const path of stale) attempt(path, () => disk.removeFile(path));
  removeEmptyFolders([...stale, ...comparison.temporaries], disk);
}

/**
 * Creates files that do not exist yet, given by path, all of them or, on a disk without room, none.
 * @throws {WriteError}
 */
export function createFiles(files: ReadonlyMap<string, string>, disk: Disk): void {
  takePlaces(stage(files, [...files.keys()], disk), disk);
}

/** Writes the temporary files; when that fails, removes them and the folders made for them. */
function stage(files: ReadonlyMap<string, string>, paths: string[], disk: Disk, onFile?: OnFile): Staged[] {
  const staged: Staged[] = [];
  const made: string[] = [];
  const known = new Set<string>();
  for (const path of paths) {
    try {
      for (const folder of parentsOf(path)) {
        if (known.has(folder)) continue;
        if (disk.kind(folder) === undefined) {
          disk.makeFolder(folder);
          made.push(folder);
        }
        known.add(folder);
      }
      const folder = folderOf(path);
      const name = temporaryName(pid, staged.length);
      const temporary = folder === '' ? name : `${folder}/${name}`;
      disk.createFile(temporary, files.get(path) ?? '');
      staged.push({ temporary, path });
      onFile?.(Math.floor(staged.length / 2), paths.length);
    } catch (error) {
      discard(staged, disk);
      for (const folder of made.reverse()) quietly(() => disk.removeEmptyFolder(folder));
      throw systemError(error, path);
    }
  }
  return staged;
}

function takePlaces(staged: Staged[], disk: Disk, onFile?: OnFile): void {
  staged.forEach(({ temporary, path }, index) => {
    try {
      disk.rename(temporary, path);
    } catch (error) {
      discard(staged.slice(index), disk);
      throw systemError(error, path);
    }
    onFile?.(Math.floor((staged.length + index + 1) / 2), staged.length);
  });
}

function discard(staged: Staged[], disk: Disk): void {
  for (const { temporary } of staged) quietly(() => disk.removeFile(temporary));
}

/** Removes the folders above the paths that hold nothing any more, the deepest first; one that remains is harmless. */
function removeEmptyFolders(paths: string[], disk: Disk): void {
  const folders = [...new Set(paths.flatMap((path) => parentsOf(path)))];
  folders.sort((a, b) => b.length - a.length);
  for (const folder of folders) quietly(() => disk.removeEmptyFolder(folder));
}

function attempt(path: string, action: () => void): void {
  try {
    action();
  } catch (error) {
    throw systemError(error, path);
  }
}

/** Cleans up after a failure that is already reported; the next run removes what cannot be removed now. */
function quietly(action: () => void): void {
  try {
    action();
  } catch {}
}
