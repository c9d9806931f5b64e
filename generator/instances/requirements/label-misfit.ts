import { nodePoolLabel } from '../objects/labels.ts';
import type { Pool } from '../objects/pool.ts';
import { goTogether, intersect, mayBeAbsent, type Requirement } from './requirement.ts';

const nodeClassLabel = 'karpenter.k8s.aws/ec2nodeclass';

/** What labels mean in a cluster. */
export interface Labels {
  /** Labels that Karpenter gives a meaning to. */
  wellKnown: ReadonlySet<string>;
}

/** What one alternative of a pod requires, by label. */
export function flatten(
  alternative: ReadonlyMap<string, readonly Requirement[]>,
): ReadonlyMap<string, Requirement> {
  const out = new Map<string, Requirement>();
  for (const [key, [first, ...more]] of alternative)
    if (first !== undefined) out.set(key, more.reduce(intersect, first));
  return out;
}

/** Why a pool's labels do not satisfy what a pod requires: core v1.15.0, pkg/scheduling/requirements.go, Compatible. */
export function labelMisfit(
  wanted: ReadonlyMap<string, Requirement>,
  pool: Pool,
  { wellKnown }: Labels,
): string | undefined {
  for (const [key, requirement] of wanted) {
    const offered = offeredBy(pool, key);
    if (offered === undefined) {
      if (!wellKnown.has(key) && !mayBeAbsent(requirement)) return `has no label ${key}`;
    } else if (!goTogether(offered, requirement)) {
      return `has another ${key}`;
    }
  }
  return undefined;
}

// core, nodeclaimtemplate.go: a node has its pool's and its class's name as labels
function offeredBy({ name, nodeClass, requirements }: Pool, key: string): Requirement | undefined {
  const own = key === nodePoolLabel ? name : key === nodeClassLabel ? nodeClass?.name : undefined;
  return own === undefined ? requirements.get(key) : { complement: false, values: new Set([own]) };
}
