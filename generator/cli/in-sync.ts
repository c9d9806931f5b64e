import { isBelow } from '../emit/roots.ts';
import type { Fleet } from '../load/index.ts';
import { outputOf } from '../load/output.ts';
import { isKustomization } from '../render/kustomization-file.ts';
import type { Comparison } from '../write/compare.ts';

/** Whether what is built from the disk is what the fleet declares: its files are there as they should be, and no others that matter. */
export function isInSync(
  { missing, changed, stale, foreign, others }: Comparison,
  { spec }: Pick<Fleet, 'spec'>,
): boolean {
  const { base, overlays } = outputOf(spec);
  // kustomize refuses a folder that holds a second kustomization.
  const isBuilt = (path: string): boolean => isBelow(path, [base, overlays]) && isKustomization(path);
  return missing.length + changed.length + stale.length + foreign.length === 0 && !others.some(isBuilt);
}
