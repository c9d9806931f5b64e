import type { Candidates, FleetPool, FunnelStep } from '../../instances/candidates/index.ts';
import type { EnvironmentCost } from '../../instances/cost/environment-costs.ts';

/** A pool and what it can launch. */
export interface InstancesEntry extends FleetPool {
  candidates: Candidates;
  /** What its limits allow and its replicas cost. */
  costs: readonly EnvironmentCost[];
}

/** provider v1.15.2, instance.go, instanceTypeFlexibilityThreshold. */
const fewForFallback = 5;
/** core v1.15.0, consolidation.go, MinInstanceTypesForSpotToSpotConsolidation. */
const fewForConsolidation = 15;

export interface Warning {
  code: 'spot-fallback' | 'no-spot-consolidation';
  text: string;
}

/** What each warning says. */
export const WARNINGS: Readonly<Record<Warning['code'], string>> = {
  'spot-fallback': `fewer than ${fewForFallback} instance types: if spot capacity is short, on-demand capacity of these types may be short as well`,
  'no-spot-consolidation': `fewer than ${fewForConsolidation} instance types: Karpenter does not replace spot nodes with cheaper spot nodes`,
};

/** What few instance types mean for a pool of spot instances. */
export function warningsOf({ types, isSpot, isOnDemand }: Candidates): Warning[] {
  const count = types.length;
  if (!isSpot || count === 0 || count >= fewForConsolidation) return [];
  const codes: Warning['code'][] = [
    ...(isOnDemand && count < fewForFallback ? (['spot-fallback'] as const) : []),
    'no-spot-consolidation',
  ];
  return codes.map((code) => ({ code, text: WARNINGS[code] }));
}

/** What a step leaves out, in words. */
export function stepText({ step }: Pick<FunnelStep, 'step'>): string {
  switch (step.kind) {
    case 'requirement':
      return `${step.key} ${step.written}`;
    case 'zones':
      return 'not offered in the zones that the pool allows';
    case 'node-class':
      return `not compatible with ${step.field} of the node class`;
    case 'no-room':
      return 'the kubelet reserves more than the instance has';
    case 'min-values':
      return `minValues of ${step.keys.join(', ')} not met, so Karpenter launches nothing`;
    case 'most-for-scheduling':
      return `not among the ${step.most} cheapest, the most that a NodeClaim lists`;
    case 'exotic':
      return 'metal, GPU or accelerator types, since others are left';
    case 'most-for-launch':
      return `not among the ${step.most} cheapest, the most that a launch request lists`;
    case 'image':
      return 'no image of the node class fits it';
  }
}

/** Requirements, and the other steps that leave out any type. */
export function shownSteps({ steps }: Candidates): FunnelStep[] {
  return steps.filter(({ step, removed }) => isShownStep(step.kind, removed));
}

/** Whether a step is shown to people. */
export function isShownStep(kind: FunnelStep['step']['kind'], removed: number): boolean {
  return kind === 'requirement' || removed > 0;
}

/** `us-east-1`, and whether it is only assumed. */
export function regionText({
  region,
  isRegionAssumed,
}: Pick<InstancesEntry, 'region' | 'isRegionAssumed'>): string {
  return isRegionAssumed ? `${region}, since nothing names a region` : region;
}
