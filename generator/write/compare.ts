import { readHeader } from '../emit/header.ts';
import { OUTPUT_RECORD, recordedFolders } from '../emit/roots.ts';
import type { Tree } from '../emit/tree.ts';
import { isTemporaryName } from './orphan.ts';
import { parentsOf } from './path.ts';
import type { EntryKind, TreeReader } from './reader.ts';
import { walk } from './walk.ts';

/** A file of ours that differs from the tree. */
export interface Divergence {
  path: string;
  /** True when its text is not what was once generated: somebody edited it by hand. */
  edited: boolean;
}

/** A file or folder that is not ours at a path of ours. */
export interface Conflict {
  path: string;
  kind: EntryKind;
}

/** How a disk differs from a tree. Every list is sorted by path. */
export interface Comparison {
  missing: string[];
  /** Ours, with a text that differs from the tree's. */
  changed: Divergence[];
  /** Ours, and no longer in the tree. */
  stale: Divergence[];
  foreign: Conflict[];
  /** Temporary files that a killed run left behind. */
  temporaries: string[];
  /** Not ours, and not in conflict with the tree. */
  others: string[];
  unchanged: string[];
}

/**
 * Compares a tree with a disk. A file is ours when it begins with the header line, and edited
 * by hand when its body does not have the hash that its header names. `\r\n` that git's `core.autocrlf` made
 * of `\n` is not a difference. Folders named `.git` and `node_modules` are not looked into. Files of ours are searched where the tree
 * lies, and where it was last generated.
 * @param others further folders to search
 * @throws what the reader throws
 */
export function compareTree(tree: Tree, reader: TreeReader, others: readonly string[] = []): Comparison {
  const record = reader.kind(OUTPUT_RECORD) === 'file' ? reader.read(OUTPUT_RECORD) : undefined;
  const found = walk(entrances(tree, [...recordedFolders(record), ...others]), reader);
  const result: Comparison = {
    missing: [],
    changed: [],
    stale: [],
    foreign: [],
    temporaries: [],
    others: [],
    unchanged: [],
  };
  const conflicts = new Map<string, EntryKind>();
  for (const [path, text] of tree.files) {
    const kind = found.get(path);
    if (kind === 'file') compareFile(path, [reader.read(path), text], result, conflicts);
    else if (kind !== undefined) conflicts.set(path, kind);
    else addMissing(path, found, result, conflicts);
  }
  for (const [path, kind] of found) {
    if (kind === 'folder' || tree.files.has(path) || conflicts.has(path)) continue;
    if (kind !== 'file') result.others.push(path);
    else if (isTemporaryName(path.slice(path.lastIndexOf('/') + 1))) result.temporaries.push(path);
    else if (isOurs(reader.readStart(path))) result.stale.push(divergence(path, reader.read(path)));
    else result.others.push(path);
  }
  result.foreign = [...conflicts].map(([path, kind]) => ({ path, kind }));
  return sorted(result);
}

/** Where to look: the roots of the tree, those that it had, and any file of it that lies outside of them. */
function* entrances(tree: Tree, former: readonly string[]): Iterable<string> {
  const roots = new Set([...tree.roots, ...former]);
  yield* roots;
  for (const path of tree.files.keys()) {
    if (!parentsOf(path).some((parent) => roots.has(parent))) yield path;
  }
}

function compareFile(
  path: string,
  [text, wanted]: [text: string, wanted: string],
  result: Comparison,
  conflicts: Map<string, EntryKind>,
): void {
  if (text === wanted || withUnixEnds(text) === withUnixEnds(wanted)) result.unchanged.push(path);
  else if (isOurs(text) || isBlank(text)) result.changed.push(divergence(path, text));
  else conflicts.set(path, 'file');
}

function addMissing(
  path: string,
  found: Map<string, EntryKind>,
  result: Comparison,
  conflicts: Map<string, EntryKind>,
): void {
  for (const parent of parentsOf(path)) {
    const kind = found.get(parent);
    if (kind !== undefined && kind !== 'folder') {
      conflicts.set(parent, kind);
      return;
    }
  }
  result.missing.push(path);
}

function isOurs(text: string): boolean {
  return readHeader(text) !== undefined || isUnmerged(text);
}

/** A git conflict in our header, which changes with the text below it; git has both sides, so no edit is lost. */
function isUnmerged(text: string): boolean {
  const [marker = ''] = /^\uFEFF?<{7} [^\n]*\n/.exec(text) ?? [];
  return marker !== '' && readHeader(text.slice(marker.length)) !== undefined;
}

function divergence(path: string, text: string): Divergence {
  return { path, edited: !isBlank(text) && !isUnmerged(text) && readHeader(text)?.intact !== true };
}

/** An empty file, or the zero bytes that some file systems leave after a power cut: no edit is lost. */
function isBlank(text: string): boolean {
  return text.replaceAll('\0', '') === '';
}

function withUnixEnds(text: string): string {
  return text.includes('\r') ? text.replaceAll('\r\n', '\n') : text;
}

function sorted(result: Comparison): Comparison {
  for (const list of [result.changed, result.stale, result.foreign]) {
    list.sort((a, b) => (a.path < b.path ? -1 : 1));
  }
  for (const list of [result.missing, result.temporaries, result.others, result.unchanged]) list.sort();
  return result;
}
