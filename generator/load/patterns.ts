import type { readdirSync } from 'node:fs';
import { globSync } from 'tinyglobby';

/** A folder's entry, as far as patterns need to know it. */
interface FolderEntry {
  name: string;
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

/** The rules by which a fleet names files: links are followed only where a pattern names them, and `node_modules` is left out. */
const RULES = {
  followSymbolicLinks: false,
  ignore: ['**/node_modules/**'],
  expandDirectories: false,
};

/** The files below a folder on disk that patterns match, sorted; paths are relative to it. */
export function filesOnDisk(root: string, patterns: readonly string[]): string[] {
  return globSync([...patterns], { ...RULES, cwd: root }).toSorted();
}

/** Those of the paths that patterns match, sorted, by the rules by which they match files on a disk. */
export function pathsMatching(paths: Iterable<string>, patterns: readonly string[]): string[] {
  const folders = foldersOf(paths);
  const list = (folder: string): FolderEntry[] => [...(folders.get(folder.replace(/\/$/, '')) ?? [])];
  return globSync([...patterns], {
    ...RULES,
    cwd: '/',
    // The matcher calls it in this one of its many forms.
    fs: { readdirSync: list as unknown as typeof readdirSync },
  }).toSorted();
}

/** The file or folder that a pattern names before its first wildcard, which all that it matches is or lies in; undefined where it may match anywhere. */
export function literalStart(pattern: string): string | undefined {
  const steps = pattern.split('/');
  if (steps.includes('..')) return undefined;
  const end = steps.findIndex((step) => !/^[\w-][\w.-]*$/.test(step));
  return steps.slice(0, end < 0 ? undefined : end).join('/') || undefined;
}

/** The entries of every folder, below a root that is named by the empty string. */
function foldersOf(paths: Iterable<string>): Map<string, FolderEntry[]> {
  const folders = new Map<string, FolderEntry[]>();
  const add = (path: string, isFile: boolean): void => {
    const cut = path.lastIndexOf('/');
    const folder = path.slice(0, cut);
    const known = folders.get(folder);
    if (known) known.push(entry(path.slice(cut + 1), isFile));
    else {
      folders.set(folder, [entry(path.slice(cut + 1), isFile)]);
      if (folder !== '') add(folder, false);
    }
  };
  for (const path of paths) add(`/${path}`, true);
  return folders;
}

function entry(name: string, isFile: boolean): FolderEntry {
  return { name, isFile: () => isFile, isDirectory: () => !isFile, isSymbolicLink: () => false };
}
