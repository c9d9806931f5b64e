import { createHash } from 'node:crypto';
import { parseSource } from '../load/document.ts';
import { decodeUtf8 } from '../load/encoding.ts';
import { GitError } from './error.ts';
import type { Git } from './runner.ts';

/** The texts of git's objects, each read at most once. */
export interface Blobs {
  /** Adds known texts, so that objects with the same content need not be read; returns git's name for each. */
  know(texts: Iterable<string>): string[];
  /** Reads objects ahead, all by one process. */
  fetch(names: Iterable<string>): void;
  /**
   * The text of an object, or `undefined` when it is missing of that name.
   * @param name an object's name, or what git takes for one: `HEAD:./fleet.yaml`, without line ends
   */
  text(name: string): string | undefined;
  /** Parses a text, each once: the index and a commit share most files. */
  parse: typeof parseSource;
}

/**
 * Objects that were read by another name are known by their own, too.
 * @param named any object's name in the repository, where one is at hand
 */
export function openBlobs(git: Git, named?: string): Blobs {
  const texts = new Map<string, string | undefined>();
  const parsed = new Map<string, ReturnType<typeof parseSource>>();
  let hash = named === undefined ? undefined : hashOf(named);
  const fetch: Blobs['fetch'] = (names) => {
    const wanted = [...new Set(names)].filter((name) => !texts.has(name) && !name.includes('\n'));
    if (wanted.length === 0) return;
    const output = git.read(['cat-file', '--batch'], `${wanted.join('\n')}\n`);
    [...readBatch(output, wanted.length)].forEach((object, i) => {
      const name = wanted[i] ?? '';
      texts.set(name, object?.text);
      if (!object) return;
      hash ??= hashOf(object.oid);
      if (object.text !== undefined) texts.set(object.oid, object.text);
    });
  };
  return {
    know: (known) =>
      Array.from(known, (text) => {
        const names = (hash === undefined ? HASHES : [hash]).map((each) => blobName(text, each));
        for (const name of names) texts.set(name, text);
        return names[0] ?? '';
      }),
    fetch,
    text: (name) => {
      fetch([name]);
      return texts.get(name);
    },
    parse: (file, text) => {
      const key = `${file}\n${text}`;
      const found = parsed.get(key) ?? parseSource(file, text);
      parsed.set(key, found);
      return found;
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

/** An object of git; the text of a file, and of others none. */
interface GitObject {
  oid: string;
  text?: string;
}

/** Reads `OID TYPE SIZE`, a line end, the bytes and a line end for each object, or `NAME missing`. */
function* readBatch(output: Buffer, count: number): Generator<GitObject | undefined> {
  let at = 0;
  for (let i = 0; i < count; i++) {
    const end = output.indexOf(10, at);
    if (end < 0) throw new GitError('git-failed', 'git cat-file ended early', 'Run git fsck, and run again');
    const line = output.toString('utf8', at, end);
    const [, oid = '', type, size] = /^([0-9a-f]+) (blob|commit|tree|tag) (\d+)$/.exec(line) ?? [];
    at = end + 1;
    if (size === undefined) yield undefined;
    else {
      const close = at + Number(size);
      yield type === 'blob' ? { oid, text: decodeUtf8(output.subarray(at, close)) } : { oid };
      at = close + 1;
    }
  }
}
