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

/** Bytes of a seal. */
const SEAL = 32;

/** Contents that can be computed again, each in a file of its own. What cannot be read or written is not an error. */
export interface CacheFiles {
  /** What was written under a name; undefined where it is missing, or the file is not as this user wrote it. */
  read(name: string): Buffer | undefined;
  /** Writes a content in one step. */
  write(name: string, content: string | Uint8Array): void;
  /** Once there are `most` files or more whose name ends in `suffix`, removes the older half of them, with what killed processes left. */
  prune(suffix: string, most: number): void;
}

/**
 * Opens a folder of the user's cache; undefined where it is forbidden, or the folder is not this user's alone. Each file
 * begins with a hash of its name and content: a file that is cut off, moved, edited or another user's is not read.
 */
export function openCacheFiles(env: Environment, kind: 'results' | 'compiled'): CacheFiles | undefined {
  if (!mayCache(env)) return undefined;
  const folder = join(cacheFolder(env), kind);
  if (!makeOwnFolder(folder)) return undefined;
  return {
    read: (name) => readSealed(join(folder, name), name),
    write: (name, content) => {
      try {
        const file = join(folder, name);
        // `wx` follows no existing link.
        writeFileSync(`${file}.${process.pid}`, Buffer.concat([seal(name, content), Buffer.from(content)]), {
          flag: 'wx',
          mode: 0o600,
        });
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

function readSealed(file: string, name: string): Buffer | undefined {
  // Checked first, since creating an error costs more.
  if (!lstatSync(file, { throwIfNoEntry: false })?.isFile()) return undefined;
  try {
    const opened = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      if (!isOwn(fstatSync(opened).uid)) return undefined;
      const whole = readFileSync(opened);
      const content = whole.subarray(SEAL);
      return seal(name, content).equals(whole.subarray(0, SEAL)) ? content : undefined;
    } finally {
      closeSync(opened);
    }
  } catch {
    return undefined;
  }
}

function seal(name: string, content: string | Uint8Array): Buffer {
  return createHash('sha256').update(`${name}\n`).update(content).digest();
}

/** A hash that names a file. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function removeOlder(folder: string, suffix: string, most: number): void {
  const files = readdirSync(folder)
    .filter((name) => name.replace(/\.\d+$/, '').endsWith(suffix))
    .map((name) => join(folder, name));
  if (files.length < most) return;
  const aged = files.map((file) => ({ file, time: statSync(file).mtimeMs }));
  for (const { file } of aged.sort((a, b) => b.time - a.time).slice(most / 2)) rmSync(file);
}
