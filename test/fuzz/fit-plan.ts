import { rulesFor } from '../../generator/check/karpenter/rules.ts';
import { karpenterText } from '../../generator/instances/fit/karpenter-text.ts';
import type { NodeType } from '../../generator/instances/fit/node-type.ts';
import { type PlannedPod, plannedPod } from '../../generator/instances/fit/planned-pod.ts';
import { poolInput } from '../../generator/instances/fit/pool-input.ts';
import { schedule } from '../../generator/instances/fit/scheduler.ts';
import { storageOf, volumeRequirements } from '../../generator/instances/fit/volumes.ts';
import { podsOf } from '../../generator/instances/objects/pods.ts';
import { readPool } from '../../generator/instances/objects/pool.ts';
import { quantityOf } from '../../generator/instances/objects/quantity.ts';
import { doesNotExist, type Requirement } from '../../generator/instances/requirements/requirement.ts';
import type { KarpenterPlan } from '../oracles/karpenter/client.ts';
import type { CaseType, FitCase } from './fit-cases.ts';

/** What our scheduler plans for a case, as the oracle answers. */
export function ourPlan(one: FitCase): KarpenterPlan {
  const { wellKnown } = rulesFor({ karpenter: '1.15', provider: 'aws' });
  const storage = storageOf([...one.claims, ...one.volumes, ...one.storageClasses]);
  const planned = (pod: FitCase['pods'][number]): PlannedPod[] =>
    podsOf(pod).map((found) => plannedPod(found, volumeRequirements(found, storage)));
  const pools = one.pools.map((pool) => {
    const read = readPool(pool, new Map());
    return poolInput(read, (one.types[read.name] ?? []).map(nodeType));
  });
  const daemons = one.daemons.flatMap(planned);
  const plan = schedule(one.pods.flatMap(planned), pools, { wellKnown, daemons, namespaces: new Map() });
  return {
    nodes: plan.nodes.map(({ pool, pods, types }) => ({
      pool: pool.name,
      pods: pods.map(({ name }) => name.replace('Pod/', '')).sort(),
      types: types.map(({ name }) => name).sort(),
    })),
    errors: Object.fromEntries(
      Array.from(plan.pending, ([pod, reasons]) => [
        pod.name.replace('Pod/', ''),
        reasons.size === 0
          ? karpenterText({ kind: 'no-types' })
          : [...reasons.values()].map(karpenterText).join('; '),
      ]),
    ),
  };
}

function nodeType({ name, labels, absentLabels, capacity, overhead, offerings }: CaseType): NodeType {
  const requirements = new Map<string, Requirement>();
  const set = (key: string, list: readonly string[]): void => {
    requirements.set(key, { complement: false, values: new Set(list) });
  };
  for (const [key, value] of Object.entries(labels)) set(key, [value]);
  for (const key of absentLabels) requirements.set(key, doesNotExist);
  set('node.kubernetes.io/instance-type', [name]);
  set(
    'topology.kubernetes.io/zone',
    offerings.map(({ zone }) => zone),
  );
  set(
    'karpenter.sh/capacity-type',
    offerings.map(({ capacityType }) => capacityType),
  );
  const amounts = new Map(Object.entries(capacity).map(([key, text]) => [key, quantityOf(text) ?? 0]));
  return {
    name,
    requirements,
    capacity: amounts,
    allocatable: new Map(
      Array.from(amounts, ([key, amount]) => [key, round(amount - (quantityOf(overhead[key] ?? '0') ?? 0))]),
    ),
    offerings,
    hasImage: true,
  };
}

function round(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}

/** A plan as text, without what is random in it: the order of errors, hints at typos, and how quantities are written. */
export function normalized({ nodes, errors, error }: KarpenterPlan): string {
  if (error !== undefined) throw new Error(error);
  const sortedNodes = nodes.map((node) => JSON.stringify(node)).sort();
  const sortedErrors = Object.entries(errors)
    .map(([pod, text]) => `${pod}: ${errorText(text)}`)
    .sort();
  return `${sortedNodes.join(' ')} | ${sortedErrors.join(' | ')}`;
}

function errorText(text: string): string {
  return text
    .replaceAll(/ \(typo of "[^"]*"\?\)/g, '')
    .replaceAll(/label\(s\)=\[([^\]]*)\]/g, (_, labels: string) => `[${labels.split(' ').sort().join(' ')}]`)
    .replaceAll(/"([0-9.]+[A-Za-z]*)"/g, (_, quantity: string) => String(round(quantityOf(quantity) ?? 0)))
    .replaceAll(/hostname-placeholder-\d+|node-\d+/g, 'node')
    .split(/; /)
    .sort()
    .join('; ');
}
