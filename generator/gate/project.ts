import { checkTree } from '../check/tree.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { readHeader } from '../emit/header.ts';
import { emit, type Tree } from '../emit/index.ts';
import { isGenerated } from '../git/changes.ts';
import type { Fleet, LoadHost } from '../load/index.ts';
import { loadRecorded } from '../load/recorded.ts';
import { type Comparison, compareTree } from '../write/compare.ts';
import type { Staged } from './read.ts';
import { stagedTree } from './staged.ts';

/** The next commit's fleet with the tree it declares, and how the next commit's files differ from that. */
export interface StagedFleet {
  fleet: Fleet;
  /** A hash of what the fleet was read from. */
  inputs: string;
  tree: Tree;
  comparison: Comparison;
}

/** Runs one stage of the work, so that it can be measured. */
export type Stage = <T>(name: string, work: () => T) => T;

/** Whether the next commit has neither the fleet's file nor anything that was generated from one. */
export function holdsNothing({ entries, blobs }: Staged, file: string): boolean {
  if (entries.has(file)) return false;
  const generated = [...entries].filter(([path, { mode }]) => isGenerated(path) && mode.startsWith('100'));
  blobs.fetch(generated.map(([, { oid }]) => oid));
  return !generated.some(([, { oid }]) => readHeader(blobs.text(oid) ?? ''));
}

/** Loads the staged fleet, emits its tree, and compares that with what is staged of it. */
export function openStaged(
  { entries, blobs }: Staged,
  host: LoadHost,
  file: string,
  stage: Stage,
): { project?: StagedFleet; diagnostics: Diagnostic[] } {
  const { fleet, inputs, diagnostics } = stage('load', () => loadRecorded(host, file));
  if (!fleet) return { diagnostics };
  const tree = stage('emit', () => emit(fleet));
  const comparison = stage('compare', () => {
    blobs.know(tree.files.values());
    blobs.fetch(
      [...entries].flatMap(([path, { mode, oid }]) =>
        isGenerated(path) && mode.startsWith('100') ? [oid] : [],
      ),
    );
    return compareTree(tree, stagedTree(entries, blobs));
  });
  return {
    project: { fleet, inputs, tree, comparison },
    diagnostics: [...diagnostics, ...checkTree(comparison)],
  };
}
