import { isBelow, OUTPUT_RECORD, recordedFolders, rootsIn } from '../emit/roots.ts';
import { isMapping } from '../load/document.ts';
import { literalStart } from '../load/patterns.ts';
import { type Blobs, openBlobs } from './blobs.ts';
import { type Entries, type Entry, readCommitEntries, readIndexEntries } from './entries.ts';
import { followLinks } from './links.ts';
import type { Git } from './runner.ts';

/** A fleet's folder as git's index or a commit has it. Paths are relative to the folder. */
export interface Snapshot {
  /** The fleet's file, its generated tree, and the files that it names. */
  entries: Entries;
  /** Where its tree lies, lay when it was last generated, and lay before as far as the reader said. */
  roots: readonly string[];
  /** What there is at any path. All files of the folder are read for the first path that is not among those. */
  entry(path: string): Entry | undefined;
  /** All entries that patterns may match. */
  candidates(patterns: readonly string[]): Entries;
  blobs: Blobs;
}

/** What is read of a fleet's folder beside its generated tree. */
export interface FleetFiles {
  /** The fleet's file. */
  file: string;
  /** Patterns of the files that it names. */
  patterns: readonly string[];
  /** Where else files of its tree may be. */
  roots?: readonly string[];
}

/**
 * Reads a fleet's folder from git's index.
 * @param git at the top of the work tree
 * @param folder below the top, empty or ending in `/`
 */
export function readIndex(git: Git, folder: string, files: FleetFiles, blobs?: Blobs): Snapshot {
  const read = (paths?: readonly string[], roots?: readonly string[]): Entries =>
    readIndexEntries(git, folder, paths, roots);
  return readSnapshot(read, files, (entries) => blobs ?? openBlobs(git, [...entries.values()][0]?.oid));
}

/** Reads a fleet's folder from a commit. */
export function readCommit(
  git: Git,
  { commit, folder }: { commit: string; folder: string },
  files: FleetFiles,
  blobs: Blobs,
): Snapshot {
  return readSnapshot(
    (paths) => readCommitEntries(git, commit, folder, paths),
    files,
    () => blobs,
  );
}

type Read = (paths?: readonly string[], roots?: readonly string[]) => Entries;

/** Where a tree lies, the fleet's own file says, so it is read from the usual place first. */
function readSnapshot(
  read: Read,
  { file, patterns, roots: others = [] }: FleetFiles,
  open: (entries: Entries) => Blobs,
): Snapshot {
  const usual = [...rootsIn(undefined), ...others];
  const paths = [...new Set([file, ...usual, ...patterns.flatMap((pattern) => literalStart(pattern) ?? [])])];
  const entries = read(paths, usual);
  const blobs = open(entries);
  const first = snapshot({ entries, paths, roots: usual, readAll: read, blobs });
  const own = ownRoots(first, file);
  const roots = [...new Set([...own, ...others])];
  const more = own.filter((root) => !isBelow(root, paths));
  if (more.length === 0) return { ...first, roots };
  const all = [...paths, ...more];
  return snapshot({ entries: read(all, roots), paths: all, roots, readAll: read, blobs });
}

/** Where the tree of a snapshot lies by its fleet's file, and by what was last generated. */
function ownRoots(found: Snapshot, file: string): string[] {
  const { blobs } = found;
  const entry = found.entry(followLinks(found, file));
  const text = (entry && blobs.text(entry.oid)) ?? '';
  // Reading YAML takes longer.
  const document = text.includes('output') ? blobs.parse(file, text).document.value : undefined;
  const record = found.entries.get(OUTPUT_RECORD);
  return [
    ...rootsIn(isMapping(document) ? document.spec : undefined),
    ...(record ? recordedFolders(blobs.text(record.oid)) : []),
  ];
}

/** What was read of a fleet's folder: the entries at the paths. */
interface Found extends Pick<Snapshot, 'entries' | 'roots' | 'blobs'> {
  paths: readonly string[];
  readAll: Read;
}

function snapshot({ entries, paths, roots, readAll, blobs }: Found): Snapshot {
  let read: Entries | undefined;
  const all = (): Entries => {
    read ??= readAll();
    return read;
  };
  const isRead = (path: string): boolean => isBelow(path, paths);
  return {
    entries,
    roots,
    entry: (path) => (isRead(path) ? entries : all()).get(path),
    candidates: (patterns) => {
      const starts = patterns.map(literalStart);
      return starts.every((start) => start !== undefined && isRead(start)) ? entries : all();
    },
    blobs,
  };
}

/** The texts of the generated tree, by path. */
export function generatedTexts({ entries, roots, blobs }: Snapshot): Map<string, string> {
  const files = [...entries].filter(([path, { mode }]) => isBelow(path, roots) && mode.startsWith('100'));
  blobs.fetch(files.map(([, { oid }]) => oid));
  return new Map(files.map(([path, { oid }]) => [path, blobs.text(oid) ?? '']));
}
