import { posix } from 'node:path';
import { readYaml, type ValueObject } from '@kustomize-ts/core';
import { isGenerated } from '../emit/header.ts';
import { isBelow, OUTPUT_RECORD } from '../emit/roots.ts';
import type { Tree } from '../emit/tree.ts';
import { isDefaultOutput, outputIn, outputOf } from '../load/output.ts';
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

/**
 * The folders of a tree whose Flux Kustomizations lie in this folder, where those are that apply the pools now; undefined for the usual
 * folders.
 */
export function outputAt(clusters: string | undefined): ValueObject | undefined {
  if (clusters === undefined || clusters === outputOf({}).clusters) return undefined;
  const others = ['base', 'overlays', 'argocd'];
  const isInTheWay = others.some((name) => isBelow(name, [clusters]) || isBelow(clusters, [name]));
  return { clusters, ...(isInTheWay ? apart(others) : {}) };
}

/** Folders apart, where files of a tree would replace others that stay; undefined where none would. */
export function outputApart(
  tree: Tree,
  host: SourceHost,
  removed: readonly string[],
  clusters: string | undefined,
): ValueObject | undefined {
  const gone = new Set(removed);
  const isTaken = (path: string): boolean => {
    const text = gone.has(path) ? undefined : host.files.readFile(posix.join(host.root, path));
    return text !== undefined && !isGenerated(text);
  };
  const taken = [...tree.files.keys()].filter(isTaken);
  if (taken.length === 0) return undefined;
  const folders = apart(['base', 'overlays', 'clusters', 'argocd']);
  const canStay = clusters !== undefined && !taken.some((path) => isBelow(path, [clusters]));
  return canStay ? { ...folders, clusters } : folders;
}

function apart(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, `${APART}/${name}`]));
}
