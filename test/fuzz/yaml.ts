// npm run fuzz:yaml -- [--seed N] [--runs N] [--only read,documents,emit]: the YAML modules against go-yaml, kyaml and sigs.k8s.io/yaml on
// random texts and values. Needs test/oracles/yaml, built as its README says.
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { startYamlOracle, type YamlOracle } from '../oracles/yaml/client.ts';
import { agree, type Request, type Response, respond } from '../packages/kustomize-ts-core/yaml/request.ts';
import { values, yamlTexts } from './yaml-texts.ts';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: 'read,documents,emit' },
  },
});

/** False when the oracle responds differently the next time: Go maps, and an order of keys that has cycles. */
async function isStable(oracle: YamlOracle, request: Request, first: Response): Promise<boolean> {
  for (let time = 0; time < 20; time++) {
    if (!agree(await oracle.ask(request), first)) return false;
  }
  return true;
}

async function compare(oracle: YamlOracle, name: string, requests: fc.Arbitrary<Request>): Promise<boolean> {
  let errors = 0;
  const property = fc.asyncProperty(requests, async (request) => {
    const theirs = await oracle.ask(request);
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

const oracle = startYamlOracle();
const selected = options.only.split(',');
const properties: [string, fc.Arbitrary<Request>][] = [
  ['read', yamlTexts.map((text) => ({ read: text }))],
  ['documents', yamlTexts.map((text) => ({ documents: text }))],
  ['emit', values.map((value) => ({ emit: value }))],
];
for (const [name, requests] of properties) {
  if (selected.includes(name) && !(await compare(oracle, name, requests))) process.exitCode = 1;
}
oracle.close();
