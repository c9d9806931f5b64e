import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { globDisk, globPaths } from './glob.ts';

/**
 * The files below a folder on disk that patterns match, sorted; paths are relative to it. Links are not followed, and `node_modules` is
 * left out.
 */
export function filesOnDisk(root: string, patterns: readonly string[]): string[] {
  const [plain, ...others] = patterns.map(plainPattern);
  return plain && others.length === 0 ? plainFiles(root, plain) : globDisk(root, patterns);
}

/** Those of the paths that patterns match, sorted, by the rules by which they match files on a disk. */
export function pathsMatching(paths: Iterable<string>, patterns: readonly string[]): string[] {
  const plain = patterns.map(plainPattern);
  if (!plain.every((one) => one !== undefined)) return globPaths(paths, patterns);
  return [...paths].filter((path) => plain.some((one) => takes(one, path))).sort();
}

/** The file or folder that a pattern names before its first wildcard, which all that it matches is or lies in; undefined where it may match anywhere. */
export function literalStart(pattern: string): string | undefined {
  const steps = pattern.split('/');
  if (steps.includes('..')) return undefined;
  const end = steps.findIndex((step) => !/^[\w-][\w.-]*$/.test(step));
  return steps.slice(0, end < 0 ? undefined : end).join('/') || undefined;
}

/** What a pattern matches that takes no library to read, which takes longer to load than it does to match. */
interface PlainPattern {
  /** Empty, or ending in `/`. */
  folder: string;
  matches(name: string): boolean;
}

/** Folders by name, and at most one star, in the file's name. */
const PLAIN = /^((?:[\w-][\w.-]*\/)*)(?:([\w-][\w.-]*)|([\w-][\w.-]*)?\*([\w.-]*))$/;

function plainPattern(pattern: string): PlainPattern | undefined {
  const match = PLAIN.exec(pattern);
  if (!match || pattern.includes('node_modules')) return undefined;
  const [, folder = '', whole, start = '', end = ''] = match;
  if (whole !== undefined) return { folder, matches: (name) => name === whole };
  return {
    folder,
    matches: (name) =>
      name.length >= start.length + end.length &&
      name.startsWith(start) &&
      name.endsWith(end) &&
      // A star at the start does not match a dot.
      (start !== '' || !name.startsWith('.')),
  };
}

function plainFiles(root: string, { folder, matches }: PlainPattern): string[] {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isFile() && matches(entry.name))
      .map(({ name }) => folder + name)
      .sort();
  } catch {
    return []; // what the library makes of a folder that it cannot read
  }
}

function takes({ folder, matches }: PlainPattern, path: string): boolean {
  return path.startsWith(folder) && !path.includes('/', folder.length) && matches(path.slice(folder.length));
}
