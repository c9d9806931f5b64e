// npm run fuzz:fit -- [--seed N] [--runs N]: random pools, instance types and pods; which nodes are launched for which pods, and why others
// stay pending, by ours and by Karpenter's scheduler. Needs the oracle of test/oracles/karpenter, built as its README says. --golden records
// those of theirs that have one answer for test/generator/instances/fit.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root as repository } from '../../scripts/build/options.ts';
import { karpenterPlans } from '../oracles/karpenter/client.ts';
import { Random } from './crd-objects.ts';
import { randomFitCase } from './fit-cases.ts';
import { normalized, ourPlan } from './fit-plan.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '1000' },
    golden: { type: 'boolean' },
  },
});
const random = new Random(Number(values.seed));
const cases = Array.from({ length: Number(values.runs) }, () => randomFitCase(random));
// Karpenter takes any of several zones that are as good, and so may answer differently each time.
const repeats = 5;
const more = 60;
const answers = karpenterPlans(
  cases.flatMap((one) => Array.from({ length: repeats }, () => JSON.stringify(one))),
);
const counts = { nodes: 0, pending: 0, ambiguous: 0, differences: 0 };
const golden: string[] = [];
for (const [at, one] of cases.entries()) {
  const theirs = answers.slice(at * repeats, (at + 1) * repeats).map(normalized);
  const ours = normalized(ourPlan(one));
  counts.nodes += answers[at * repeats]?.nodes.length ?? 0;
  counts.pending += Object.keys(answers[at * repeats]?.errors ?? {}).length;
  if (new Set(theirs).size > 1) counts.ambiguous += 1;
  else golden.push(JSON.stringify({ case: one, plan: answers[at * repeats] }));
  if (theirs.includes(ours)) continue;
  const again = karpenterPlans(Array.from({ length: more }, () => JSON.stringify(one))).map(normalized);
  if (again.includes(ours) || isExplained(ours, again)) continue;
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
if (values.golden)
  writeFileSync(
    join(repository, 'test/generator/instances/fit/fixtures/golden.jsonl'),
    golden.map((line) => `${line}\n`).join(''),
  );

/** Whether the nodes are those of one answer, and each reason of each pod is in one: a choice for a pod does not depend on that for another. */
function isExplained(ours: string, theirs: readonly string[]): boolean {
  const [nodes, ...pods] = ours.split(' | ');
  const reasons = new Set(theirs.flatMap((text) => text.split(' | ').slice(1).flatMap(reasonsOf)));
  return (
    theirs.some((text) => text.split(' | ')[0] === nodes) &&
    pods.flatMap(reasonsOf).every((reason) => reasons.has(reason))
  );
}

function reasonsOf(text: string): string[] {
  const colon = text.indexOf(': ');
  const pod = text.slice(0, colon);
  return text
    .slice(colon + 2)
    .split('; ')
    .map((reason) => `${pod}: ${reason}`);
}
