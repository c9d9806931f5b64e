/**
 * Compares the YAML modules with go-yaml, kyaml and sigs.k8s.io/yaml on random texts and values.
 *
 *     (cd test/oracles/yaml && go build -o /tmp/yaml-oracle .)
 *     node --conditions=development --import tsx test/fuzz/yaml.ts --oracle /tmp/yaml-oracle --runs 20000 --seed 1
 */
import { isDeepStrictEqual, parseArgs } from 'node:util';
import fc from 'fast-check';
import type { Value } from '../../packages/kustomize-ts-core/src/value.ts';
import { emit, readDocuments, readYaml, YamlError } from '../../packages/kustomize-ts-core/src/yaml/index.ts';
import { type Answer, type Question, YamlOracle } from './yaml-oracle.ts';
import { values, yamlTexts } from './yaml-texts.ts';

const { values: options } = parseArgs({
  options: {
    oracle: { type: 'string', default: '/tmp/yaml-oracle' },
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: 'read,documents,emit' },
  },
});

/** Result of ours, in the oracle's form; any error but YamlError goes through. */
function ours(question: Question): Answer {
  try {
    if ('read' in question) return { value: wrap(readYaml(question.read)) };
    if ('documents' in question)
      return { values: readDocuments(question.documents).map(wrap).map(maskScalar) };
    return { text: emit(question.emit as Value) };
  } catch (error) {
    if (error instanceof YamlError) return { error: error.message };
    throw error;
  }
}

/** Long integers as the oracle writes them. */
function wrap(value: Value): unknown {
  if (typeof value === 'bigint') return { $integer: String(value) };
  if (typeof value === 'number') {
    const text = String(value);
    return text.length > 15 && /^-?\d+$/.test(text) ? { $integer: text } : value;
  }
  if (Array.isArray(value)) return value.map(wrap);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, wrap(entry)]));
}

/** A resource is never a scalar, and kyaml's printing harms those at the root in ways of their own. */
function maskScalar(value: unknown): unknown {
  return typeof value === 'object' ? value : 'scalar';
}

function agrees(mine: Answer, theirs: Answer): boolean {
  if (mine.error !== undefined || theirs.error !== undefined) {
    return mine.error !== undefined && theirs.error !== undefined;
  }
  if (theirs.values !== undefined) theirs.values = theirs.values.map(maskScalar);
  return isDeepStrictEqual(mine, theirs);
}

/** False when the oracle answers otherwise next time: Go maps, and an order of keys that has cycles. */
async function isStable(oracle: YamlOracle, question: Question, first: Answer): Promise<boolean> {
  for (let time = 0; time < 20; time++) {
    if (!agrees(await oracle.ask(question), first)) return false;
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
    const mine = ours(question);
    if (mine.error !== undefined) errors++;
    if (!agrees(mine, theirs) && (await isStable(oracle, question, theirs))) {
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
