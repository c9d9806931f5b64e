import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, type Environment, makeOwnFolder, mayCache } from './folder.ts';

/** Texts that can be computed again, each in a file of its own. What cannot be read or written is not an error. */
export interface CacheFiles {
  /** The text that was written under a name; undefined where it is missing, or the file is not as this user wrote it. */
  read(name: string): string | undefined;
  /** Writes a text in one step. */
  write(name: string, text: string): void;
  /** Once there are `most` files or more whose name ends in `suffix`, removes the older half of them. */
  prune(suffix: string, most: number): void;
}

/**
 * Opens the user's cache; undefined where it is forbidden, or the folder is not this user's alone. Each file
 * begins with a hash of its name and text: a file that is cut off, moved, edited or another user's is not read.
 */
export function openCacheFiles(env: Environment): CacheFiles | undefined {
  if (!mayCache(env)) return undefined;
  const folder = join(cacheFolder(env), 'results');
  if (!makeOwnFolder(folder)) return undefined;
  return {
    read: (name) => readSealed(join(folder, name), name),
    write: (name, text) => {
      try {
        const file = join(folder, name);
        // `wx` follows no link that is there already.
        writeFileSync(`${file}.${process.pid}`, sealed(name, text), { flag: 'wx', mode: 0o600 });
        renameSync(`${file}.${process.pid}`, file);
      } catch {
        // it is written another time
      }
    },
    prune: (suffix, most) => {
      try {
        removeOlder(folder, suffix, most);
      } catch {
        // another process prunes, too
      }
    },
  };
}

function isOwn(uid: number): boolean {
  return process.getuid === undefined || process.getuid() === uid;
}

function readSealed(file: string, name: string): string | undefined {
  // Asked first, since making an error costs more than the question.
  if (!lstatSync(file, { throwIfNoEntry: false })?.isFile()) return undefined;
  try {
    const opened = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      if (!isOwn(fstatSync(opened).uid)) return undefined;
      const content = readFileSync(opened, 'utf8');
      const text = content.slice(content.indexOf('\n') + 1);
      return sealed(name, text) === content ? text : undefined;
    } finally {
      closeSync(opened);
    }
  } catch {
    return undefined;
  }
}

function sealed(name: string, text: string): string {
  return `${createHash('sha256').update(`${name}\n${text}`).digest('hex')}\n${text}`;
}

function removeOlder(folder: string, suffix: string, most: number): void {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(suffix))
    .map((name) => join(folder, name));
  if (files.length < most) return;
  const aged = files.map((file) => ({ file, time: statSync(file).mtimeMs }));
  for (const { file } of aged.sort((a, b) => b.time - a.time).slice(most / 2)) rmSync(file);
}
