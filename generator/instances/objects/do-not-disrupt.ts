import { durationMs } from './duration.ts';

/** The annotation of pods and nodes that are not to be disrupted. */
export const doNotDisrupt = 'karpenter.sh/do-not-disrupt';

/**
 * How long a value of the annotation protects a pod, in milliseconds from its start: Infinity for `true`, 0 for a value that Karpenter
 * ignores (core v1.15.0, pkg/utils/pod/scheduling.go, IsDoNotDisruptActive).
 */
export function protectionMs(value: string | undefined): number {
  if (value === 'true') return Number.POSITIVE_INFINITY;
  return Math.max(0, durationMs(value) ?? 0);
}
