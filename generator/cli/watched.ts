import { readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { isBelow, rootsIn } from '../emit/roots.ts';
import { patternsOf } from '../gate/named.ts';
import { diskHost } from '../load/disk.ts';
import { FLEET_FILE } from './fleet-file.ts';
import type { Watched } from './watch.ts';

/** What a fleet is read from: its file, and where `include`, `workloads` and `checks.rules` match files or would match new ones. */
export function fleetSources(root: string): Watched {
  let roots: readonly string[] = rootsIn(undefined);
  const isGenerated = (path: string): boolean => isBelow(relative(root, path), roots);
  return {
    folders: () => {
      roots = patternsOf(diskHost(root), FLEET_FILE).roots;
      return [root, ...foldersOfPatterns(root, isGenerated)];
    },
    isSource: (path) => isSource(path) && !isGenerated(path),
  };
}

/** The same with the generated tree, which `validate` reads. */
export function fleetAndTree(root: string): Watched {
  const sources = fleetSources(root);
  return {
    folders: () => [
      ...sources.folders(),
      ...patternsOf(diskHost(root), FLEET_FILE).roots.flatMap((folder) => [
        ...foldersBelow(join(root, folder)),
      ]),
    ],
    isSource,
  };
}

/** Manifests at paths: files, or folders with all that is below. */
export function manifestPaths(cwd: string, paths: readonly string[]): Watched {
  return {
    folders: () =>
      paths.flatMap((path) => {
        const absolute = resolve(cwd, path);
        return isFolder(absolute) ? [...foldersBelow(absolute)] : [dirname(absolute)];
      }),
    isSource,
  };
}

/** A file that may be read, or a folder that may have one. */
function isSource(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return !name.startsWith('.') && (/\.(ya?ml|json|env|tpl)$|^Kustomization$/.test(name) || isFolder(path));
}

function* foldersOfPatterns(root: string, isGenerated: (path: string) => boolean): Iterable<string> {
  const host = diskHost(root);
  const { include, named } = patternsOf(host, FLEET_FILE);
  const nested = host.glob(include).flatMap((file) => patternsOf(host, file).named);
  for (const pattern of [...include, ...named, ...nested]) {
    const steps = pattern.split('/').slice(0, -1);
    const fixed = steps.findIndex((step) => /[*?[\]{}()!+@]/.test(step));
    const start = join(root, ...steps.slice(0, fixed < 0 ? undefined : fixed));
    yield* nearestFolders(root, start);
    if (fixed >= 0) yield* foldersBelow(start, (path) => !isGenerated(path));
  }
}

/** The folder and those above it up to the root, as far as they exist: where one is missing it may be made. */
function* nearestFolders(root: string, folder: string): Iterable<string> {
  for (let path = folder; path.startsWith(`${root}/`); path = dirname(path)) if (isFolder(path)) yield path;
}

/** A folder and all below it; links are not followed. */
function* foldersBelow(folder: string, isWanted: (path: string) => boolean = () => true): Iterable<string> {
  if (!isFolder(folder)) return;
  yield folder;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (!entry.isDirectory() || entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    if (isWanted(path)) yield* foldersBelow(path, isWanted);
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
