// npm run fuzz:fit -- [--seed N] [--runs N]: random pools, instance types and pods; which nodes are launched for which pods, and why others
// stay pending, by ours and by Karpenter's scheduler. Needs the oracle of test/oracles/karpenter, built as its README says.
import { parseArgs } from 'node:util';
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
import { type KarpenterPlan, karpenterPlans } from '../oracles/karpenter/client.ts';
import { Random } from './crd-objects.ts';
import { type CaseType, type FitCase, randomFitCase } from './fit-cases.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '1000' } },
});
const random = new Random(Number(values.seed));
const { wellKnown } = rulesFor({ karpenter: '1.15', provider: 'aws' });
const cases = Array.from({ length: Number(values.runs) }, () => randomFitCase(random));
// Karpenter takes any of several zones that are as good, and so may answer differently each time.
const repeats = 5;
const more = 60;
const answers = karpenterPlans(
  cases.flatMap((one) => Array.from({ length: repeats }, () => JSON.stringify(one))),
);
const counts = { nodes: 0, pending: 0, ambiguous: 0, differences: 0 };
for (const [at, one] of cases.entries()) {
  const theirs = answers.slice(at * repeats, (at + 1) * repeats).map(normalized);
  const ours = normalized(ourPlan(one));
  counts.nodes += answers[at * repeats]?.nodes.length ?? 0;
  counts.pending += Object.keys(answers[at * repeats]?.errors ?? {}).length;
  if (new Set(theirs).size > 1) counts.ambiguous += 1;
  if (theirs.includes(ours)) continue;
  const again = karpenterPlans(Array.from({ length: more }, () => JSON.stringify(one))).map(normalized);
  if (again.includes(ours)) continue;
  counts.differences += 1;
  const [mine, other] = [ours, again[0] ?? ''].map((text) => text.split(' | '));
  console.log(
    `${new Set(again).size} answers of theirs\nours   ${mine?.filter((part) => !other?.includes(part)).join(' | ')}\ntheirs ${other?.filter((part) => !mine?.includes(part)).join(' | ')}\n${JSON.stringify(one)}\n`,
  );
}
console.log(
  `seed ${values.seed}: ${cases.length} cases, ${counts.nodes} nodes, ${counts.pending} pending pods, ${counts.ambiguous} with several answers of theirs, ${counts.differences} differences`,
);
process.exitCode = counts.differences === 0 ? 0 : 1;

function ourPlan(one: FitCase): KarpenterPlan {
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
  };
}

function round(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}

/** A plan as text, without what is random in it: the order of errors, hints at typos, and how quantities are written. */
function normalized({ nodes, errors, error }: KarpenterPlan): string {
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
