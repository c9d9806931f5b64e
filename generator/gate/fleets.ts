import { posix } from 'node:path';
import { readHeader } from '../emit/header.ts';
import { isBelow, OUTPUT_RECORD, rootsIn } from '../emit/roots.ts';
import type { Blobs } from '../git/blobs.ts';
import type { Changes } from '../git/changes.ts';
import type { Entries, Entry } from '../git/entries.ts';
import { LINK } from '../git/links.ts';
import { isMapping } from '../load/document.ts';

/** Where a fleet is. */
export interface FleetFolder {
  /** From the top of the work tree, empty or ending in `/`. */
  folder: string;
  /** What the fleet's file declares in the index, where it is there. */
  document?: unknown;
}

export interface FleetSearch {
  /** The name of a fleet's file, and what git's index has of that name. */
  file: string;
  indexed: Entries;
  /** By path from the top of the work tree. */
  changes: Changes;
  blobs: Blobs;
  /** Gives the text of a file by its path from the top, which most likely is what git has. */
  disk(path: string): string | undefined;
}

/**
 * The folders of a repository that hold a fleet, in git's index or, where the change removes it, before: those of each `fleet.yaml`
 * that declares one, and those of a generated file that is staged without it. Other tools' files of that name are left alone.
 */
export function findFleets({ file, indexed, changes, blobs, disk }: FleetSearch): FleetFolder[] {
  const fleets = new Map<string, FleetFolder>();
  const add = (entries: Iterable<[path: string, entry: Entry | undefined]>, isIndexed: boolean): void => {
    const unknown = [...entries].filter(([path]) => !fleets.has(folderOf(path)));
    blobs.fetch(unknown.flatMap(([, entry]) => entry?.oid ?? []));
    for (const [path, entry] of unknown) {
      if (entry === undefined) continue;
      const folder = folderOf(path);
      const document = documentOf(path, entry, blobs);
      if (declaresFleet(document)) fleets.set(folder, isIndexed ? { folder, document } : { folder });
    }
  };
  blobs.know([...indexed.keys()].flatMap((path) => disk(path) ?? []));
  add(indexed, true);
  add(
    [...changes].filter(([path]) => posix.basename(path) === file),
    false,
  );
  for (const folder of orphanFolders([...changes.keys()], fleets, blobs)) fleets.set(folder, { folder });
  return [...fleets.values()].sort((one, other) => (one.folder < other.folder ? -1 : 1));
}

/** What a file declares; undefined where it cannot be read as YAML, or is a link, and null where it has nothing of a fleet. */
function documentOf(path: string, { mode, oid }: Entry, blobs: Blobs): unknown {
  if (mode === LINK) return undefined;
  const text = blobs.text(oid) ?? '';
  // Reading YAML takes longer.
  if (!/poolwright|Fleet/.test(text)) return null;
  return blobs.parse(posix.basename(path), text).document.value;
}

/** Whether a file declares a fleet, or may. */
function declaresFleet(document: unknown): boolean {
  if (document === undefined) return true;
  if (!isMapping(document)) return false;
  return document.kind === 'Fleet' || String(document.apiVersion).startsWith('poolwright.dev/');
}

/** The folders of generated files that lie below no fleet's folder where a fleet is generated. */
function orphanFolders(
  paths: readonly string[],
  known: ReadonlyMap<string, FleetFolder>,
  blobs: Blobs,
): string[] {
  const found = paths.flatMap((path) => {
    const folders = possibleFolders(path);
    const isKnown = folders.some((folder) => known.has(folder)) || isOfFleet(path, known.values());
    return folders.length === 0 || isKnown ? [] : [{ path, folders }];
  });
  blobs.fetch(found.map(({ path }) => `:${path}`));
  return found.flatMap(({ path, folders }) =>
    readHeader(blobs.text(`:${path}`) ?? '') ? (folders.at(-1) ?? []) : [],
  );
}

/** Whether a file lies where one of the fleets has its tree. */
function isOfFleet(path: string, known: Iterable<FleetFolder>): boolean {
  for (const { folder, document } of known) {
    const roots = rootsIn(isMapping(document) ? document.spec : undefined);
    if (path.startsWith(folder) && isBelow(path.slice(folder.length), roots)) return true;
  }
  return false;
}

/** The folders that a fleet may lie in whose tree has the file: those above one of the names that a tree begins with. */
function possibleFolders(path: string): string[] {
  const steps = path.split('/');
  return steps.flatMap((step, i) =>
    (step === OUTPUT_RECORD) === (i === steps.length - 1) && USUAL_ROOTS.includes(step)
      ? [
          steps
            .slice(0, i)
            .map((one) => `${one}/`)
            .join(''),
        ]
      : [],
  );
}

const USUAL_ROOTS = rootsIn(undefined);

/** The folder of a file, empty or ending in `/`. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
