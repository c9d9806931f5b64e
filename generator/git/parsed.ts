import type { Blobs } from '../git/blobs.ts';
import { parseSource } from '../load/document.ts';

type Parse = typeof parseSource;

const parsers = new WeakMap<Blobs, Parse>();

/** Parses the texts of git's objects, each once: the index and a commit share most files. */
export function parserOf(blobs: Blobs): Parse {
  const known = parsers.get(blobs);
  if (known) return known;
  const parsed = new Map<string, ReturnType<Parse>>();
  const parse: Parse = (file, text) => {
    const key = `${file}\n${text}`;
    const found = parsed.get(key) ?? parseSource(file, text);
    parsed.set(key, found);
    return found;
  };
  parsers.set(blobs, parse);
  return parse;
}
