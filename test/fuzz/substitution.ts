/**
 * Compares our substitution with Flux's own on random input:
 * `node --conditions=development --import tsx test/fuzz/substitution.ts [--seed N] [--runs N]`.
 * The oracle must be built first, see test/oracles/substitution/README.md.
 */
import { isDeepStrictEqual, parseArgs } from 'node:util';
import fc from 'fast-check';
import { type Answer, startOracle } from '../oracles/substitution/client.ts';
import { answer } from '../oracles/substitution/ours.ts';
import { languageRequests, objectRequests } from './substitution-arbitraries.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '2000' } },
});
const parameters = { seed: Number(values.seed), numRuns: Number(values.runs) };
const oracle = startOracle();

/** What of an answer must agree: a result wholly, an error in that there is one. */
function essence(reply: Answer): unknown {
  return 'result' in reply ? reply : 'error';
}

try {
  for (const [name, requests] of [
    ['language', languageRequests],
    ['objects', objectRequests],
  ] as const) {
    await fc.assert(
      fc.asyncProperty(requests, async (request) => {
        const [theirs, ours] = [await oracle.ask(request), answer(request)];
        if (isDeepStrictEqual(essence(theirs), essence(ours))) return;
        throw new Error(`flux: ${JSON.stringify(theirs)}\nours: ${JSON.stringify(ours)}`);
      }),
      parameters,
    );
    process.stdout.write(`${name}: ${parameters.numRuns} agree, seed ${parameters.seed}\n`);
  }
} finally {
  oracle.close();
}
