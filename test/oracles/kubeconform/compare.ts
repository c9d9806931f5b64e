/**
 * `node --conditions=development --import tsx test/oracles/kubeconform/compare.ts FILE...`: checks the objects of
 * JSON-lines files (each line with an `object`, e.g. ../shared/corpus/karpenter/crd-cases.jsonl) against the
 * schemas of every Karpenter version in schemas/, by the WebAssembly and by two native builds.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { createValidator, type Result } from '../../../packages/kubeconform-wasm/src/index.ts';
import { type Oracle, startOracle } from './client.ts';

const SCHEMAS = fileURLToPath(new URL('../../../schemas/karpenter/', import.meta.url));

function readSchemas(version: string): Record<string, string> {
  const folder = join(SCHEMAS, version);
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
}

function objectsOf(file: string): string[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.stringify(JSON.parse(line).object));
}

/** A result without the order of its errors: the words of its message, sorted, and its errors, sorted. */
function unordered(result: Result): unknown {
  return {
    ...result,
    message: result.message.split(/[ ,]+/).sort(),
    errors: result.errors.map(({ path, message }) => `${path}: ${message.split(/[ ,]+/).sort()}`).sort(),
  };
}

async function compareVersion(version: string, texts: readonly string[], sorted: Oracle, random: Oracle) {
  const count = { texts: 0, invalid: 0, identical: 0, sameErrors: 0 };
  const schemas = readSchemas(version);
  const validator = await createValidator({ schemas });
  await Promise.all([sorted, random].map((oracle) => oracle.create({ schemas })));
  for (const [i, text] of texts.entries()) {
    const name = `${i}.json`;
    const ours = await validator.validate(name, text);
    const [native, upstream] = [await sorted.validate(name, text), await random.validate(name, text)];
    count.texts++;
    if (ours.some(({ status }) => status === 'invalid')) count.invalid++;
    if (isDeepStrictEqual(ours, native)) count.identical++;
    else process.stderr.write(`${version} ${name}: ${JSON.stringify({ ours, native })}\n`);
    if (isDeepStrictEqual(ours.map(unordered), upstream.map(unordered))) count.sameErrors++;
    else process.stderr.write(`${version} ${name}: ${JSON.stringify({ ours, upstream })}\n`);
  }
  await validator.close();
  return count;
}

async function main(files: readonly string[]): Promise<number> {
  const texts = files.flatMap(objectsOf);
  const oracles = { sorted: startOracle('sorted'), random: startOracle('random') };
  let failed = texts.length === 0;
  const versions: string[] = Object.values(JSON.parse(readFileSync(join(SCHEMAS, 'index.json'), 'utf8')));
  for (const version of versions) {
    const count = await compareVersion(version, texts, oracles.sorted, oracles.random);
    failed ||= count.identical !== count.texts || count.sameErrors !== count.texts;
    process.stdout.write(
      `${version}: ${count.texts} objects, ${count.invalid} invalid; identical to native with sorted errors: ` +
        `${count.identical}; the same errors as upstream in any order: ${count.sameErrors}\n`,
    );
  }
  for (const oracle of Object.values(oracles)) oracle.close();
  return failed ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
