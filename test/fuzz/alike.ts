// npm run fuzz:alike -- [--seed N] [--runs N]: no lint rule tells two random words of one length apart in free text, in any case of any rule.
import { deepStrictEqual } from 'node:assert';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { CASES, findingsWith, twoWords } from '../generator/check/lint/fast/words.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '100' } },
});
const seed = Number(values.seed);
const numRuns = Number(values.runs);
for (const one of CASES)
  fc.assert(
    fc.property(twoWords, ([first = '', second = '']) => {
      deepStrictEqual(findingsWith(one, first), findingsWith(one, second), JSON.stringify(one));
    }),
    { seed, numRuns },
  );
console.log(`${CASES.length} cases with ${numRuns} pairs of words each: no rule tells them apart`);
