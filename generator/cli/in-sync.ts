import { KUSTOMIZATION_NAMES } from '../render/kustomization-file.ts';
import type { Comparison } from '../write/compare.ts';

/** Whether what is built from the disk is what the fleet declares: its files are there as they should be, and no others that matter. */
export function isInSync({ missing, changed, stale, foreign, others }: Comparison): boolean {
  return missing.length + changed.length + stale.length + foreign.length === 0 && !others.some(isBuilt);
}

/** kustomize refuses a folder that holds a second kustomization. */
function isBuilt(path: string): boolean {
  return (
    /^(base|overlays)\//.test(path) && KUSTOMIZATION_NAMES.includes(path.slice(path.lastIndexOf('/') + 1))
  );
}
