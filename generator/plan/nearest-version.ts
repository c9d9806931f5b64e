import type { Crds } from '../check/crd/crds.ts';
import { minorOf } from '../check/karpenter/rules.ts';

/** The version of Karpenter itself where there are schemas for it, else the oldest or the newest that there are schemas for. */
export function nearestVersion(karpenter: string, crds: Crds): string {
  if (crds.versionOf(karpenter) !== undefined) return karpenter;
  const [oldest = karpenter, newest = karpenter] = [crds.versions[0], crds.versions.at(-1)];
  return (minorOf(karpenter) ?? 0) > (minorOf(newest) ?? 0) ? newest : oldest;
}
