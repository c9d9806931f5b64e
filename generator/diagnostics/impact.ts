/** What a finding costs first, from the worst, each with what it means. */
export const IMPACTS = {
  outage: 'no node launches, pods stay pending, or the cluster rejects the object',
  disruption: 'nodes are replaced when they must not be, too many at once, or never',
  scheduling: 'pods run on the wrong node, or nodes have less room than Karpenter plans with',
  cost: 'capacity is paid for and not used, or has no limit',
  upkeep: 'a setting has no effect, or complicates later changes',
} as const;

export type Impact = keyof typeof IMPACTS;

/** What hurts first of several. */
export function worstImpact(impacts: readonly (Impact | undefined)[]): Impact | undefined {
  return impacts.toSorted((a, b) => impactRank(a) - impactRank(b))[0];
}

/** The place of an impact in the order, from 0; a finding without one comes last. */
export function impactRank(impact: Impact | undefined): number {
  const names = Object.keys(IMPACTS);
  return impact === undefined ? names.length : names.indexOf(impact);
}
