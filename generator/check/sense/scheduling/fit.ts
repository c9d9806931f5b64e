import { nodePoolLabel } from '../../karpenter/labels.ts';
import type { Pod } from '../pods.ts';
import type { Pool } from '../pool.ts';
import { type InstanceType, satisfies } from './instance-types.ts';
import { hasIntersection, intersect, type Requirement } from './requirement.ts';
import { taintText, untolerated } from './taint.ts';

const nodeClassLabel = 'karpenter.k8s.aws/ec2nodeclass';

/**
 * Why no node of the pool can run the pod, or undefined where one can as far as is known: core,
 * pkg/controllers/provisioning/scheduling/nodeclaim.go, CanAdd, without volumes, spread and daemonsets.
 */
export function misfit(pod: Pod, pool: Pool, wellKnown: ReadonlySet<string>): string | undefined {
  const taint = untolerated(pool.taints, pod.tolerations);
  if (taint !== undefined) return `does not tolerate ${taintText(taint)}`;
  let reason: string | undefined;
  for (const alternative of pod.alternatives) {
    const wanted = flatten(alternative);
    reason = labelMisfit(wanted, pool, wellKnown) ?? typeMisfit(wanted, pod, pool);
    if (reason === undefined) return undefined;
  }
  return reason;
}

function flatten(alternative: ReadonlyMap<string, readonly Requirement[]>): Map<string, Requirement> {
  const out = new Map<string, Requirement>();
  for (const [key, [first, ...more]] of alternative)
    if (first !== undefined) out.set(key, more.reduce(intersect, first));
  return out;
}

// core, pkg/scheduling/requirements.go, Compatible
function labelMisfit(
  wanted: ReadonlyMap<string, Requirement>,
  pool: Pool,
  wellKnown: ReadonlySet<string>,
): string | undefined {
  for (const [key, requirement] of wanted) {
    const offered = offeredBy(pool, key);
    if (offered === undefined) {
      if (!wellKnown.has(key) && !doesWithout(requirement)) return `has no label ${key}`;
    } else if (
      !hasIntersection(offered, requirement) &&
      !(doesWithout(offered) && doesWithout(requirement))
    ) {
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

function doesWithout({ complement, values }: Requirement): boolean {
  return complement ? values.size > 0 : values.size === 0;
}

function typeMisfit(wanted: ReadonlyMap<string, Requirement>, pod: Pod, pool: Pool): string | undefined {
  const types = pool.instanceTypes();
  if (types === undefined || types.length === 0) return undefined;
  const matching = wanted.size === 0 ? types : types.filter((type) => satisfies(type, wanted));
  if (matching.length === 0) return 'has no instance type that the pod selects';
  for (const [resource, amount] of pod.requests) {
    if (amount > 0 && !matching.some((type) => holds(type, resource, amount))) {
      return `has no instance type with enough ${resource}`;
    }
  }
  const fits = matching.some((type) =>
    [...pod.requests].every(([name, amount]) => holds(type, name, amount)),
  );
  return fits ? undefined : 'has no instance type that holds all requests at once';
}

function holds(type: InstanceType, resource: string, amount: number): boolean {
  if (resource === 'ephemeral-storage' || amount === 0) return true;
  return (type.allocatable.get(resource) ?? 0) >= amount;
}
