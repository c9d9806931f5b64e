import { createHash } from 'node:crypto';
import { GateError } from './error.ts';
import type { Git } from './git.ts';

/** The texts of git's objects, each read at most once. */
export interface Blobs {
  /** Takes texts for known, so that objects that hold one of them need not be read. */
  know(texts: Iterable<string>): void;
  /** Reads objects ahead, all by one process. */
  fetch(names: Iterable<string>): void;
  /**
   * The text of an object, or `undefined` when there is none of that name.
   * @param name an object's name, or what git takes for one: `HEAD:./fleet.yaml`, without line ends
   */
  text(name: string): string | undefined;
}

/**
 * Objects that were read by another name are known by their own, too.
 * @param named any object's name in the repository, where one is at hand
 */
export function openBlobs(git: Git, named?: string): Blobs {
  const texts = new Map<string, string | undefined>();
  let hash = named === undefined ? undefined : hashOf(named);
  const fetch: Blobs['fetch'] = (names) => {
    const wanted = [...new Set(names)].filter((name) => !texts.has(name) && !name.includes('\n'));
    if (wanted.length === 0) return;
    const output = git(['cat-file', '--batch'], `${wanted.join('\n')}\n`);
    [...readBatch(output, wanted.length)].forEach((blob, i) => {
      texts.set(wanted[i] ?? '', blob?.text);
      if (!blob) return;
      texts.set(blob.oid, blob.text);
      hash ??= hashOf(blob.oid);
    });
  };
  return {
    know: (known) => {
      for (const each of hash === undefined ? HASHES : [hash])
        for (const text of known) texts.set(blobName(text, each), text);
    },
    fetch,
    text: (name) => {
      fetch([name]);
      return texts.get(name);
    },
  };
}

type Hash = 'sha1' | 'sha256';
const HASHES: readonly Hash[] = ['sha1', 'sha256'];

/** A repository's hash, by the length of its objects' names. */
function hashOf(name: string): Hash {
  return name.length === 64 ? 'sha256' : 'sha1';
}

/** Git's name for a file of this text (gitformat-loose: the hash of `blob SIZE`, a zero byte and the bytes). */
function blobName(text: string, hash: Hash): string {
  return createHash(hash)
    .update(`blob ${Buffer.byteLength(text)}\0`)
    .update(text)
    .digest('hex');
}

/** Reads `OID blob SIZE`, a line end, the bytes and a line end for each object, or `NAME missing`. */
function* readBatch(output: Buffer, count: number): Generator<{ oid: string; text: string } | undefined> {
  let at = 0;
  for (let i = 0; i < count; i++) {
    const end = output.indexOf(10, at);
    const [, oid = '', size] = /^([0-9a-f]+) blob (\d+)$/.exec(output.toString('utf8', at, end)) ?? [];
    if (end < 0) throw new GateError('git-failed', 'git cat-file ended early', 'Run git fsck, and run again');
    if (size === undefined) {
      at = end + 1 + otherSize(output.toString('utf8', at, end));
      yield undefined;
    } else {
      yield { oid, text: output.toString('utf8', end + 1, end + 1 + Number(size)) };
      at = end + 1 + Number(size) + 1;
    }
  }
}

/** The bytes that follow the line of an object that is no file; none when it is missing. */
function otherSize(line: string): number {
  const [, size] = / (?:tree|commit|tag) (\d+)$/.exec(line) ?? [];
  return size === undefined ? 0 : Number(size) + 1;
}
