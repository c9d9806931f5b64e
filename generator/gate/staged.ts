import { posix } from 'node:path';
import type { Blobs } from '../git/blobs.ts';
import type { Entries, Entry } from '../git/entries.ts';
import type { LoadHost } from '../load/index.ts';
import { pathsMatching } from '../load/patterns.ts';
import type { EntryKind, TreeReader } from '../write/reader.ts';
import { parserOf } from './parsed.ts';

const LINK = '120000';
const KINDS: Record<string, EntryKind> = { '100644': 'file', '100755': 'file', [LINK]: 'link' };

/**
 * Reads a fleet as the next commit holds it. A link is followed when it leads to a file of the index.
 * @param disk gives the text of a file in the work tree, which most likely is what is staged
 */
export function stagedHost(
  entries: Entries,
  blobs: Blobs,
  disk: (path: string) => string | undefined = () => undefined,
): LoadHost {
  return {
    readFile: (path) => {
      const entry = entries.get(follow(entries, blobs, path));
      return entry !== undefined && isFile(entry) ? blobs.text(entry.oid) : undefined;
    },
    glob: (patterns) => {
      const files = [...entries].filter(([, entry]) => isFile(entry)).map(([path]) => path);
      const paths = pathsMatching(files, patterns);
      blobs.know(paths.flatMap((path) => disk(path) ?? []));
      blobs.fetch(paths.flatMap((path) => entries.get(path)?.oid ?? []));
      return paths;
    },
    parse: parserOf(blobs),
  };
}

function isFile({ mode }: Entry): boolean {
  return KINDS[mode] === 'file';
}

/** As many links in a row as Linux follows. */
const MOST_LINKS = 40;

/** Where a path leads in the end, which is no entry where it leaves the fleet's folder. */
function follow(entries: Entries, blobs: Blobs, path: string): string {
  let at = posix.normalize(path);
  for (let links = 0; links < MOST_LINKS; links++) {
    const entry = entries.get(at);
    if (entry?.mode !== LINK) return at;
    const target = blobs.text(entry.oid) ?? '';
    at = target.startsWith('/') ? target : posix.join(posix.dirname(at), target);
  }
  return at;
}

/** The generated tree as the next commit holds it, for `compareTree`. */
export function stagedTree(entries: Entries, blobs: Blobs): TreeReader {
  const folders = foldersOf(entries);
  const read = (path: string): string => blobs.text(entries.get(path)?.oid ?? '') ?? '';
  const kind = (path: string): EntryKind | undefined => {
    const entry = entries.get(path);
    if (entry === undefined) return folders.has(path) ? 'folder' : undefined;
    return KINDS[entry.mode] ?? 'other';
  };
  return {
    kind,
    list: (folder) =>
      [...(folders.get(folder) ?? [])].map((name) => ({ name, kind: kind(`${folder}/${name}`) ?? 'other' })),
    read,
    readStart: read,
  };
}

/** The names in each folder; git has no folders of their own. */
function foldersOf(entries: Entries): Map<string, Set<string>> {
  const folders = new Map<string, Set<string>>();
  for (const path of entries.keys()) {
    for (let at = path; at.includes('/'); ) {
      const cut = at.lastIndexOf('/');
      const folder = at.slice(0, cut);
      const known = folders.get(folder);
      if (known) known.add(at.slice(cut + 1));
      else folders.set(folder, new Set([at.slice(cut + 1)]));
      if (known) break;
      at = folder;
    }
  }
  return folders;
}
