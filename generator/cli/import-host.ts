import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { diskFileSystem } from '@kustomize-ts/core/node';
import type { SourceHost } from '../import/index.ts';
import type { Context } from './command.ts';
import { findManifestFiles, readText } from './manifest-files.ts';

/** Reads sources from the disk and standard input. */
export function openSourceHost(context: Pick<Context, 'root'>): SourceHost {
  const root = realpathSync(context.root);
  const tops = topsOf(root);
  let stdin: string | undefined;
  let files: string[] | undefined;
  return {
    files: diskFileSystem(),
    root,
    tops,
    nameOf: (path) => relative(root, path) || '.',
    find: (paths) => findManifestFiles(root, paths, 'environment'),
    repositoryFiles: () => {
      files ??= filesBelow(tops.at(-1) ?? root, '').toSorted();
      return files;
    },
    read: (path) => {
      if (path !== '-') return readText(path);
      stdin ??= readFileSync(0, 'utf8');
      return stdin;
    },
  };
}

/** The folder itself, and those above it up to the top of the repository. */
function topsOf(root: string): string[] {
  const tops = [root];
  for (let at = root; !existsSync(join(at, '.git')); at = dirname(at)) {
    if (dirname(at) === at) return [root];
    tops.push(dirname(at));
  }
  return tops;
}

/** Folders that are not part of a repository's content. */
const APART: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/** The files in and below a folder. Links are not followed. */
function filesBelow(top: string, folder: string): string[] {
  return readdirSync(join(top, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return APART.has(entry.name) ? [] : filesBelow(top, path);
    return entry.isFile() ? [path] : [];
  });
}
