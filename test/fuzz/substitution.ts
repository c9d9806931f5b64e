/**
 * Compares our substitution with Flux's own on random input:
 * `node --conditions=development --import tsx test/fuzz/substitution.ts [--seed N] [--runs N]`.
 * The oracle must be built first, see test/oracles/substitution/README.md.
 */
import { spawnSync } from 'node:child_process';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { readYaml } from '@kustomize-ts/core';
import fc from 'fast-check';
import { substituteEnvsubst } from '../../generator/render/index.ts';
import { type Answer, type Request, startOracle } from '../oracles/substitution/client.ts';
import { answer } from '../oracles/substitution/ours.ts';
import { gnuTexts, languageRequests, objectRequests } from './substitution-arbitraries.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '2000' } },
});
const parameters = { seed: Number(values.seed), numRuns: Number(values.runs) };
const oracle = startOracle();

/** What must agree: a text, the values of objects (how they are printed is the emitter's test), that there is an error. */
function essence(reply: Answer, mode: Request['mode']): unknown {
  if (!('result' in reply)) return 'error';
  return mode === 'envsubst' ? reply : readYaml(reply.result);
}

try {
  for (const [name, requests] of [
    ['language', languageRequests],
    ['objects', objectRequests],
  ] as const) {
    await fc.assert(
      fc.asyncProperty(requests, async (request) => {
        const [theirs, ours] = [await oracle.ask(request), answer(request)];
        if (isDeepStrictEqual(essence(theirs, request.mode), essence(ours, request.mode))) return;
        throw new Error(`flux: ${JSON.stringify(theirs)}\nours: ${JSON.stringify(ours)}`);
      }),
      parameters,
    );
    process.stdout.write(`${name}: ${parameters.numRuns} agree, seed ${parameters.seed}\n`);
  }
  fc.assert(
    fc.property(gnuTexts, (texts) => {
      const { template, vars } = texts;
      const { stdout, status } = spawnSync('envsubst', {
        input: template,
        env: { ...vars, PATH: process.env.PATH },
        encoding: 'utf8',
      });
      if (status !== 0 || stdout !== substituteEnvsubst(template, { ...vars, PATH: process.env.PATH ?? '' }))
        throw new Error(stdout);
    }),
    parameters,
  );
  process.stdout.write(`envsubst: ${parameters.numRuns} agree, seed ${parameters.seed}\n`);
} finally {
  oracle.close();
}
