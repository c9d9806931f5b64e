import { nodePoolLabel } from '../../karpenter/labels.ts';
import type { Pod } from '../pods.ts';
import type { Pool } from '../pool.ts';
import { type InstanceType, keyOf, satisfies } from './instance-types.ts';
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
  const { matching, most } = selected(types, wanted);
  if (matching.length === 0) return 'has no instance type that the pod selects';
  const requests = [...pod.requests].filter(
    ([resource, amount]) => amount > 0 && resource !== 'ephemeral-storage',
  );
  const missing = requests.find(([resource, amount]) => amount > (most.get(resource) ?? 0));
  if (missing !== undefined) return `has no instance type with enough ${missing[0]}`;
  const fits = matching.some(({ allocatable }) =>
    requests.every(([resource, amount]) => (allocatable.get(resource) ?? 0) >= amount),
  );
  return fits ? undefined : 'has no instance type that holds all requests at once';
}

interface Selection {
  matching: readonly InstanceType[];
  /** The most that one of them has of a resource. */
  most: ReadonlyMap<string, number>;
}

const selections = new WeakMap<readonly InstanceType[], Map<string, Selection>>();

// Many pods select alike, and many pools share their types.
function selected(types: readonly InstanceType[], wanted: ReadonlyMap<string, Requirement>): Selection {
  const known = selections.get(types) ?? new Map<string, Selection>();
  selections.set(types, known);
  const key = keyOf(wanted);
  const seen = known.get(key);
  if (seen !== undefined) return seen;
  const matching = types.filter((type) => satisfies(type, wanted));
  const most = new Map<string, number>();
  for (const { allocatable } of matching) {
    for (const [resource, amount] of allocatable)
      most.set(resource, Math.max(most.get(resource) ?? 0, amount));
  }
  const made = { matching, most };
  known.set(key, made);
  return made;
}
