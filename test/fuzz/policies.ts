// npm run fuzz:policies -- [--seed N] [--runs N]: random ValidatingAdmissionPolicies, our decisions against the API server's.
// Needs the oracle of test/oracles/policy, built as its README says.
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { decisionsOf } from '../generator/check/rules/decisions.ts';
import { startPolicyOracle } from '../oracles/policy/client.ts';
import { serverDecisions } from '../oracles/policy/decisions.ts';
import { Random } from './crd-objects.ts';
import { PolicyMaker } from './policy-maker.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '1000' } },
});
const maker = new PolicyMaker(new Random(Number(values.seed)));
const oracle = startPolicyOracle();
const counts = { matched: 0, denied: 0, notCompiled: 0 };
let differences = 0;
for (let run = 0; run < Number(values.runs); run += 1) {
  const one = maker.make();
  const answer = await oracle.answer(one);
  if (answer.fatal !== undefined) throw new Error(`run ${run}: the oracle failed: ${answer.fatal}`);
  const theirs = serverDecisions(answer);
  const ours = decisionsOf(one);
  if (answer.matches) counts.matched += 1;
  if (theirs?.some((text) => text.startsWith('deny'))) counts.denied += 1;
  // Expressions that are never evaluated are not compiled there; fuzz:cel compares which can be compiled.
  if (ours === undefined) counts.notCompiled += 1;
  else if (!isDeepStrictEqual(ours, theirs)) {
    differences += 1;
    const { decisions } = answer;
    console.log(
      `run ${run}\n  ours   ${ours}\n  theirs ${theirs}\n  ${JSON.stringify(one)}\n  ${JSON.stringify(decisions)}`,
    );
  }
}
oracle.close();
console.log(
  `seed ${values.seed}: ${values.runs} policies, ${counts.matched} of them match, ${counts.denied} deny, ${counts.notCompiled} do not compile; ${differences} differences`,
);
process.exitCode = differences === 0 ? 0 : 1;
