import { checkTree } from '../check/tree.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { emit, type Tree } from '../emit/index.ts';
import { generatedTexts, type Snapshot } from '../git/snapshot.ts';
import type { Fleet, LoadHost } from '../load/index.ts';
import { loadRecorded } from '../load/recorded.ts';
import { type Comparison, compareTree } from '../write/compare.ts';
import { stagedTree } from './staged-tree.ts';

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

/** Loads the staged fleet, emits its tree, and compares that with what is staged of it. */
export function openStaged(
  index: Snapshot,
  host: LoadHost,
  file: string,
  stage: Stage,
): { project?: StagedFleet; diagnostics: Diagnostic[] } {
  const { fleet, inputs, diagnostics } = stage('load', () => loadRecorded(host, file));
  if (!fleet) return { diagnostics };
  const tree = stage('emit', () => emit(fleet));
  const comparison = stage('compare', () => {
    index.blobs.know(tree.files.values());
    generatedTexts(index);
    return compareTree(tree, stagedTree(index), index.roots);
  });
  return {
    project: { fleet, inputs, tree, comparison },
    diagnostics: [...diagnostics, ...checkTree(comparison)],
  };
}
