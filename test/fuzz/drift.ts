// npm run fuzz:drift -- [--seed N] [--runs N]: random requirements and labels, whether nodes drift by ours and by Karpenter's. Needs the
// oracle of test/oracles/karpenter, built as its README says.
import { parseArgs } from 'node:util';
import type { ValueObject } from '@kustomize-ts/core';
import { lacksRequirement } from '../../generator/plan/nodes/requirements-drift.ts';
import { karpenterDrift } from '../oracles/karpenter/client.ts';
import { Random } from './crd-objects.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '20000' } },
});
const random = new Random(Number(values.seed));
const keys = [
  'team',
  'example.com/size',
  'kubernetes.io/arch',
  'beta.kubernetes.io/arch',
  'karpenter.k8s.aws/instance-cpu',
  'topology.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/zone',
  'topology.ebs.csi.aws.com/zone',
];
const texts = ['a', 'b', 'amd64', '', '0', '4', '5', '16', '-3', '+5', '05', '1.5', '9007199254740993'];
const bounds = ['0', '3', '4', '5', '16', '9007199254740992'];
const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt', 'Gte', 'Lte'];

const cases = Array.from({ length: Number(values.runs) }, randomCase);
const answers = karpenterDrift(cases.map((one) => JSON.stringify(one)));
let differences = 0;
let drifted = 0;
for (const [index, { requirements, labels }] of cases.entries()) {
  const wanted = answers[index];
  if (wanted?.error !== undefined) throw new Error(wanted.error);
  if (wanted?.drifted) drifted += 1;
  const got = lacksRequirement({ requirements }, labels);
  if (got === wanted?.drifted) continue;
  differences += 1;
  console.log(`ours ${got}, theirs ${wanted?.drifted}: ${JSON.stringify(cases[index])}`);
}
console.log(`seed ${values.seed}: ${cases.length} cases, ${drifted} drifted, ${differences} differences`);
process.exitCode = differences === 0 ? 0 : 1;

function randomCase(): { requirements: ValueObject[]; labels: ValueObject } {
  const labels = Object.fromEntries(
    Array.from({ length: random.below(5) }, () => [random.pick(keys), random.pick(texts)]),
  );
  return { requirements: Array.from({ length: random.below(4) }, randomRequirement), labels };
}

function randomRequirement(): ValueObject {
  const operator = random.pick(operators);
  const key = random.pick(keys);
  if (operator === 'Exists' || operator === 'DoesNotExist') return { key, operator };
  if (/^[GL]/.test(operator)) return { key, operator, values: [random.pick(bounds)] };
  return { key, operator, values: Array.from({ length: random.below(4) }, () => random.pick(texts)) };
}
