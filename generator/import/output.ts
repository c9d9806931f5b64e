import { posix } from 'node:path';
import { readYaml, type ValueObject } from '@kustomize-ts/core';
import { OUTPUT_RECORD } from '../emit/roots.ts';
import { GENERATED_MARK, type Tree } from '../emit/tree.ts';
import { isDefaultOutput, outputIn } from '../load/output.ts';
import type { SourceHost } from './sources/host.ts';

/** The folder for a tree that would be in the way of files that stay. */
const APART = 'poolwright';

/** The folders of a tree that a fleet has generated here; undefined for those that a fleet has without `output`. */
export function generatedOutput({ files, root }: SourceHost): ValueObject | undefined {
  const record = files.readFile(posix.join(root, OUTPUT_RECORD));
  if (record === undefined) return undefined;
  const folders = outputIn(readYaml(record));
  return isDefaultOutput(folders) ? undefined : { ...folders };
}

/** Folders apart, where files of a tree would be in place of others that stay; undefined where none would. */
export function outputApart(
  tree: Tree,
  host: SourceHost,
  removed: readonly string[],
): ValueObject | undefined {
  const gone = new Set(removed);
  const isTaken = (path: string): boolean => {
    const text = gone.has(path) ? undefined : host.files.readFile(posix.join(host.root, path));
    return text !== undefined && !text.startsWith(GENERATED_MARK);
  };
  if (![...tree.files.keys()].some(isTaken)) return undefined;
  return Object.fromEntries(
    ['base', 'overlays', 'clusters', 'argocd'].map((name) => [name, `${APART}/${name}`]),
  );
}
