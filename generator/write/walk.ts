import { parentsOf } from './path.ts';
import type { EntryKind, TreeReader } from './reader.ts';

/** Folders that hold nothing of ours and may be very large. */
const SKIPPED = new Set(['.git', 'node_modules']);

/**
 * Lists what is at and below the given paths, and at each folder above them. Links are listed and
 * not followed. Iterative, since folders on a disk may be nested deeper than a call stack.
 */
export function walk(roots: Iterable<string>, reader: TreeReader): Map<string, EntryKind> {
  const found = new Map<string, EntryKind>();
  const open: string[] = [];
  const visit = (path: string, kind: EntryKind) => {
    if (found.has(path)) return;
    found.set(path, kind);
    if (kind === 'folder') open.push(path);
  };
  for (const root of roots) {
    if (!reachable(root, reader, found)) continue;
    const kind = reader.kind(root);
    if (kind !== undefined) visit(root, kind);
  }
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    for (const { name, kind } of reader.list(folder)) {
      if (!SKIPPED.has(name)) visit(`${folder}/${name}`, kind);
    }
  }
  return found;
}

/** False when a folder above the path is missing or is not a folder; what is there instead is recorded. */
function reachable(path: string, reader: TreeReader, found: Map<string, EntryKind>): boolean {
  for (const parent of parentsOf(path)) {
    const kind = found.get(parent) ?? reader.kind(parent);
    if (kind === undefined) return false;
    if (kind !== 'folder') {
      found.set(parent, kind);
      return false;
    }
  }
  return true;
}
