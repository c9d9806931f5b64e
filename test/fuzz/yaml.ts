/**
 * Compares the YAML modules with go-yaml, kyaml and sigs.k8s.io/yaml on random texts and values.
 *
 *     (cd test/oracles/yaml && go build -o /tmp/yaml-oracle .)
 *     node --conditions=development --import tsx test/fuzz/yaml.ts --oracle /tmp/yaml-oracle --runs 20000 --seed 1
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { type Answer, agree, answer, type Question } from '../packages/kustomize-ts-core/yaml/answer.ts';
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

/** False when the oracle answers otherwise next time: Go maps, and an order of keys that has cycles. */
async function isStable(oracle: YamlOracle, question: Question, first: Answer): Promise<boolean> {
  for (let time = 0; time < 20; time++) {
    if (!agree(await oracle.ask(question), first)) return false;
  }
  return true;
}

async function compare(
  oracle: YamlOracle,
  name: string,
  questions: fc.Arbitrary<Question>,
): Promise<boolean> {
  let errors = 0;
  const property = fc.asyncProperty(questions, async (question) => {
    const theirs = await oracle.ask(question);
    const mine = answer(question);
    if (mine.error !== undefined) errors++;
    if (!agree(mine, theirs) && (await isStable(oracle, question, theirs))) {
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
const wanted = options.only.split(',');
const properties: [string, fc.Arbitrary<Question>][] = [
  ['read', yamlTexts.map((text) => ({ read: text }))],
  ['documents', yamlTexts.map((text) => ({ documents: text }))],
  ['emit', values.map((value) => ({ emit: value }))],
];
for (const [name, questions] of properties) {
  if (wanted.includes(name) && !(await compare(oracle, name, questions))) process.exitCode = 1;
}
oracle.stop();
