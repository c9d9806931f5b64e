import { posix } from 'node:path';
import { readHeader } from '../emit/header.ts';
import { ROOTS } from '../emit/paths.ts';
import type { Blobs } from '../git/blobs.ts';
import type { Changes } from '../git/changes.ts';
import type { Git } from '../git/runner.ts';
import { splitNul } from '../git/split-nul.ts';
import { isMapping, parseSource } from '../load/document.ts';

/**
 * The folders of a repository that hold a fleet, in git's index or, where the change removes it, before: those of each `fleet.yaml`
 * that declares one, and those of a generated file that is staged without it. Other tools' files of that name are left alone.
 * @param file the name of a fleet's file
 * @param changes by path from the top of the work tree
 * @returns each empty or ending in `/`, sorted
 */
export function fleetFolders(git: Git, file: string, changes: Changes, blobs: Blobs): string[] {
  const indexed = splitNul(git.read(['ls-files', '--full-name', '-z', '--', `:(top,glob)**/${file}`]));
  const old = [...changes].flatMap(([path, entry]) =>
    entry !== undefined && posix.basename(path) === file ? [{ path, oid: entry.oid }] : [],
  );
  blobs.fetch([...indexed.map((path) => `:${path}`), ...old.map(({ oid }) => oid)]);
  const fleets = new Set([
    ...indexed.filter((path) => declaresFleet(path, blobs.text(`:${path}`))),
    ...old.flatMap(({ path, oid }) => (declaresFleet(path, blobs.text(oid)) ? [path] : [])),
  ]);
  const folders = new Set([...fleets].map(folderOf));
  for (const folder of orphanFolders([...changes.keys()], folders, blobs)) folders.add(folder);
  return [...folders].sort();
}

/** Whether a text declares a fleet; also where it cannot be read as YAML, and may be one. */
function declaresFleet(path: string, text: string | undefined): boolean {
  if (text === undefined || !/poolwright|Fleet/.test(text)) return isLink(text);
  const { value } = parseSource(path, text).document;
  if (value === undefined) return true;
  if (!isMapping(value)) return false;
  return value.kind === 'Fleet' || String(value.apiVersion).startsWith('poolwright.dev/');
}

/** A link's text is the path that it leads to, on one line. */
function isLink(text: string | undefined): boolean {
  return text !== undefined && text !== '' && !/[\n:]/.test(text);
}

/** The folders of generated files that lie below no fleet's folder where a fleet is generated. */
function orphanFolders(paths: readonly string[], known: ReadonlySet<string>, blobs: Blobs): string[] {
  const found = paths.flatMap((path) => {
    const folders = possibleFolders(path);
    return folders.length === 0 || folders.some((folder) => known.has(folder)) ? [] : [{ path, folders }];
  });
  blobs.fetch(found.map(({ path }) => `:${path}`));
  return found.flatMap(({ path, folders }) =>
    readHeader(blobs.text(`:${path}`) ?? '') ? (folders.at(-1) ?? []) : [],
  );
}

/** The folders that a fleet may lie in whose tree has the file: those above one of the names that a tree begins with. */
function possibleFolders(path: string): string[] {
  const steps = path.split('/');
  return steps.flatMap((step, i) =>
    i < steps.length - 1 && ROOTS.includes(step)
      ? [
          steps
            .slice(0, i)
            .map((one) => `${one}/`)
            .join(''),
        ]
      : [],
  );
}

/** The folder of a file, empty or ending in `/`. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
