// npm run fuzz:cel -- [--seed N] [--runs N]: random expressions, our evaluation against the API server's.
// Needs the oracle of test/oracles/policy, built as its README says.
import { parseArgs } from 'node:util';
import { startPolicyOracle } from '../oracles/policy/client.ts';
import { evaluationOf, subject } from '../packages/crd-validator/cel/evaluation.ts';
import { ExpressionMaker } from './cel-expressions.ts';
import { Random } from './crd-objects.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '2000' } },
});
const maker = new ExpressionMaker(new Random(Number(values.seed)));
const expressions = Array.from({ length: Number(values.runs) }, () => maker.make());
const oracle = startPolicyOracle();
let evaluated = 0;
let differences = 0;
for (let at = 0; at < expressions.length; at += 50) {
  const some = expressions.slice(at, at + 50);
  const { values: theirs = [], fatal } = await oracle.answer({ expressions: some, object: subject });
  if (fatal !== undefined) throw new Error(`the oracle failed: ${fatal}`);
  for (const [i, expression] of some.entries()) compare(expression, theirs[i] ?? '');
}
oracle.close();
console.log(
  `seed ${values.seed}: ${expressions.length} expressions, ${evaluated} of them with a value; ${differences} differences`,
);
process.exitCode = differences === 0 ? 0 : 1;

function compare(expression: string, theirs: string): void {
  const ours = evaluationOf(expression);
  if (!theirs.startsWith('error: ')) evaluated += 1;
  if (ours.startsWith('error: ') && theirs.startsWith('error: ')) return;
  if (ours === theirs) return;
  differences += 1;
  console.log(`${expression}\n  ours   ${ours}\n  theirs ${theirs.split('\n')[0]}`);
}
