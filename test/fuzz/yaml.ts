/**
 * Compares the YAML modules with go-yaml, kyaml and sigs.k8s.io/yaml on random texts and values.
 *
 *     (cd test/oracles/yaml && go build -o /tmp/yaml-oracle .)
 *     node --conditions=development --import tsx test/fuzz/yaml.ts --oracle /tmp/yaml-oracle --runs 20000 --seed 1
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { agree, type Request, type Response, respond } from '../packages/kustomize-ts-core/yaml/request.ts';
import { YamlOracle } from './yaml-oracle.ts';
import { values, yamlTexts } from './yaml-texts.ts';

const { values: options } = parseArgs({
  options: {
    oracle: { type: 'string', default: '/tmp/yaml-oracle' },
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: 'read,documents,emit' },
  },
});

/** False when the oracle responds differently the next time: Go maps, and an order of keys that has cycles. */
async function isStable(oracle: YamlOracle, request: Request, first: Response): Promise<boolean> {
  for (let time = 0; time < 20; time++) {
    if (!agree(await oracle.send(request), first)) return false;
  }
  return true;
}

async function compare(oracle: YamlOracle, name: string, requests: fc.Arbitrary<Request>): Promise<boolean> {
  let errors = 0;
  const property = fc.asyncProperty(requests, async (request) => {
    const theirs = await oracle.send(request);
    const mine = respond(request);
    if (mine.error !== undefined) errors++;
    if (!agree(mine, theirs) && (await isStable(oracle, request, theirs))) {
      throw new Error(
        `${name} differs\n  ours   ${JSON.stringify(mine)}\n  theirs ${JSON.stringify(theirs)}`,
      );
    }
  });
  const result = await fc.check(property, { numRuns: Number(options.runs), seed: Number(options.seed) });
  console.log(
    `${name}: ${result.numRuns} runs, ${errors} of them errors, ${result.failed ? 'DIFFERS' : 'equal'}`,
  );
  if (result.failed) {
    console.log(
      `  on ${JSON.stringify(result.counterexample).replace(/[^ -~]/g, escapeCharacter)}\n${(result.errorInstance as Error).message}`,
    );
  }
  return !result.failed;
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

const oracle = new YamlOracle(options.oracle);
const selected = options.only.split(',');
const properties: [string, fc.Arbitrary<Request>][] = [
  ['read', yamlTexts.map((text) => ({ read: text }))],
  ['documents', yamlTexts.map((text) => ({ documents: text }))],
  ['emit', values.map((value) => ({ emit: value }))],
];
for (const [name, requests] of properties) {
  if (selected.includes(name) && !(await compare(oracle, name, requests))) process.exitCode = 1;
}
oracle.stop();
