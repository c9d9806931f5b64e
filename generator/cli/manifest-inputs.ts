import { readFileSync, realpathSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { diskFileSystem } from '@kustomize-ts/core/node';
import {
  buildGroups,
  builtFound,
  type ManifestGroup,
  mentionsKarpenter,
  outermost,
  readFound,
  readManifests,
} from '../manifests/index.ts';
import type { Context } from './command.ts';
import { isLinkToFile } from './excerpt.ts';
import { findManifestFiles, readText } from './manifest-files.ts';
import type { Unrendered } from './unrendered.ts';

/** The path that stands for standard input. */
export const STDIN = '-';

/** Manifests that are validated together. */
export interface ManifestInput {
  group: ManifestGroup;
  /** Whether it is what a cluster gets, as far as can be known. */
  isWhole: boolean;
  /** The kustomize directory that builds it. */
  directory?: string;
}

/**
 * Reads what paths name: files, folders, kustomize directories, standard input.
 * @param texts receives the text of each file, by the name that diagnostics use
 * @param unrendered receives what has to be rendered first
 */
export function* readInputs(
  context: Context,
  paths: readonly string[],
  texts: Map<string, string>,
  { charts, templates }: Unrendered,
): Generator<ManifestInput> {
  const root = realpathSync(context.root);
  const nameOf = (path: string) => relative(root, path) || '.';
  const keep = (path: string, text: string): void => {
    if (!isLinkToFile(path)) texts.set(nameOf(path), text);
  };
  if (paths.includes(STDIN)) {
    const text = readFileSync(0, 'utf8');
    texts.set('stdin', text);
    yield { group: readManifests('stdin', text), isWhole: false };
  }
  const files = findManifestFiles(
    root,
    paths.filter((path) => path !== STDIN),
    'var',
  );
  for (const chart of files.charts) charts.add(nameOf(chart));
  for (const path of files.templates) if (mentionsKarpenter(readText(path))) templates.add(nameOf(path));
  const disk = diskFileSystem();
  let done = 0;
  const all = [files.directories, files.foundDirectories, files.named, files.found];
  const total = all.reduce((sum, { length }) => sum + length, 0);
  const onRead = (): void => context.progress(++done, total, 'path');
  const named = buildGroups(disk, files.directories, nameOf, onRead);
  const found = buildGroups(disk, files.foundDirectories, nameOf, onRead);
  for (const { group, directory } of named) yield { group, isWhole: true, directory: nameOf(directory) };
  for (const { group, directory } of outermost(found))
    yield { group: builtFound(group), isWhole: true, directory: nameOf(directory) };
  const read = new Map([...named, ...found].flatMap(({ group }) => [...group.sources]));
  for (const [path, text] of read) keep(path, text);

  const loose = new Map<string, ManifestGroup[]>();
  const add = (path: string, reader: typeof readManifests, folder: string): void => {
    const text = readText(path);
    keep(path, text);
    loose.set(folder, [...(loose.get(folder) ?? []), reader(nameOf(path), text)]);
    onRead();
  };
  for (const path of files.named) add(path, readManifests, '');
  for (const path of files.found) if (!read.has(path)) add(path, readFound, dirname(path));
  for (const groups of loose.values()) yield { group: joined(groups), isWhole: false };
}

function joined(groups: readonly ManifestGroup[]): ManifestGroup {
  return {
    manifests: groups.flatMap(({ manifests }) => manifests),
    others: groups.reduce((sum, { others }) => sum + others, 0),
    diagnostics: groups.flatMap(({ diagnostics }) => diagnostics),
  };
}
