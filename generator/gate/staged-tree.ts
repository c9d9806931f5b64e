import type { Entries } from '../git/entries.ts';
import { LINK } from '../git/links.ts';
import type { Snapshot } from '../git/snapshot.ts';
import type { EntryKind, TreeReader } from '../write/reader.ts';

const KINDS: Record<string, EntryKind> = { '100644': 'file', '100755': 'file', [LINK]: 'link' };

/** The generated tree as the next commit holds it, for `compareTree`. */
export function stagedTree({ entries, blobs }: Snapshot): TreeReader {
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
