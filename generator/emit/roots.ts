import { readYaml, emit as toYaml, YamlError } from '@kustomize-ts/core';
import { foldersIn, isDefaultOutput, outputIn, outputOf } from '../load/output.ts';
import { readHeader } from './header.ts';
import type { Placed } from './paths.ts';

/**
 * Records where the tree is, if it is not in the default folders: without it, files generated in a folder that
 * `output` no longer names could not be recognized.
 */
export const OUTPUT_RECORD = '.poolwright-output.yaml';

/** What a fleet's tree may consist of: its folders, and the record. */
export function rootsOf(spec: Placed): string[] {
  return [...foldersIn(outputOf(spec)), OUTPUT_RECORD];
}

/** The same by what the fleet's own file declares, right or wrong. */
export function rootsIn(spec: unknown): string[] {
  const output = typeof spec === 'object' && spec !== null && 'output' in spec ? spec.output : undefined;
  return [...foldersIn(outputIn(output)), OUTPUT_RECORD];
}

/** The text of the record without its header; undefined if the tree is in the default folders. */
export function outputRecord(spec: Placed): string | undefined {
  const folders = outputOf(spec);
  return isDefaultOutput(folders) ? undefined : toYaml({ ...folders });
}

/** The folders in which a tree was last generated, by its record; without a record, those of a fleet without `output`. */
export function recordedFolders(record: string | undefined): string[] {
  if (record === undefined || readHeader(record) === undefined) return foldersIn(outputOf({}));
  try {
    return foldersIn(outputIn(readYaml(record)));
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    return foldersIn(outputOf({}));
  }
}

/** Whether a path is one of the roots or lies below one. */
export function isBelow(path: string, roots: readonly string[]): boolean {
  return roots.some((root) => path === root || path.startsWith(`${root}/`));
}
