// npm run fuzz:crd -- [--seed N] [--runs N] [--version 1.15.1]: random objects, our validator against the real one.
// Needs the oracle of test/oracles/crd, built as its README says, and Go's module cache for the CRDs.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { ResourceSchema } from '@poolwright/crd-validator';
import { createValidator, type Validation } from '@poolwright/crd-validator';
import { root as repository } from '../../scripts/build/options.ts';
import { type CrdAnswer, type CrdQuestion, crdFolder, startCrdOracle } from '../oracles/crd/client.ts';
import { soundObjects } from '../packages/crd-validator/sound.ts';
import { mutate, Random, randomObject } from './crd-objects.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '2000' },
    version: { type: 'string', default: '1.15.1' },
  },
});
const random = new Random(Number(values.seed));
const runs = Number(values.runs);
const crd = await crdFolder(values.version);
const schemas = await schemasOf(values.version);
const validator = createValidator(schemas);
const oracle = startCrdOracle();
const counts = { valid: 0, verdict: 0, errors: 0, unknown: 0, stored: 0 };
for (let run = 0; run < runs; run += 1) {
  const question = randomQuestion();
  const wanted = await oracle.ask(question);
  compare(run, question, validator.validate(question.object, question.old), wanted);
}
oracle.close();
console.log(
  `seed ${values.seed}: ${runs} objects, ${counts.valid} valid; differences:`,
  JSON.stringify(counts),
);
const { valid: _valid, ...differences } = counts;
process.exitCode = Object.values(differences).every((count) => count === 0) ? 0 : 1;

function randomQuestion(): CrdQuestion {
  if (random.chance(0.5)) return soundQuestion();
  const schema = random.pick(schemas);
  const wild = random.pick([0, 0, 0.003, 0.02, 0.1]);
  const object = randomObject(schema, random, wild);
  if (random.chance(0.6)) return { crd, object };
  // An old object may break rules and patterns, but not types: no API server ever stored such a one.
  const old: ValueObject = { ...randomObject(schema, random, 0), metadata: { name: 'test' } };
  if (random.chance(0.2)) return { crd, object, old };
  return { crd, object: changed(old), old };
}

/** A sound object with one or two changes, created or taking the place of the sound one. */
function soundQuestion(): CrdQuestion {
  const old = random.pick(soundObjects.filter(({ apiVersion }) => apiVersion !== 'example.com/v1'));
  const object = random.chance(0.5) ? changed(old) : changed(changed(old));
  return random.chance(0.5) ? { crd, object } : { crd, object, old };
}

function changed(object: ValueObject): ValueObject {
  const mutated = mutate(object, random);
  const { apiVersion, kind, metadata } = object;
  return { ...(isObject(mutated) ? mutated : {}), apiVersion, kind, metadata } as ValueObject;
}

function compare(run: number, question: CrdQuestion, ours: Validation, theirs: CrdAnswer): void {
  if (theirs.fatal !== undefined) throw new Error(`run ${run}: the oracle failed: ${theirs.fatal}`);
  if (theirs.valid === true) counts.valid += 1;
  const differences: string[] = [];
  const note = (kind: Exclude<keyof typeof counts, 'valid'>, got: unknown, wanted: unknown) => {
    counts[kind] += 1;
    differences.push(`${kind}\n  ours   ${JSON.stringify(got)}\n  theirs ${JSON.stringify(wanted)}`);
  };
  if ((ours.errors.length === 0) !== (theirs.valid === true))
    note('verdict', ours.errors.length === 0, theirs.valid);
  const got = errorTexts(ours.errors);
  const wanted = errorTexts(theirs.errors ?? []);
  if (!isDeepStrictEqual(got, wanted)) note('errors', minus(got, wanted), minus(wanted, got));
  if (!isDeepStrictEqual(ours.unknownFields, theirs.unknownFields ?? [])) {
    note('unknown', ours.unknownFields, theirs.unknownFields);
  }
  if (
    theirs.stored !== undefined &&
    !isDeepStrictEqual(plain(ours.stored), withoutServerFields(theirs.stored))
  ) {
    note('stored', ours.stored, theirs.stored);
  }
  if (differences.length > 0) console.log(`run ${run}: ${differences.join('\n')}\n  of ${text(question)}`);
}

function errorTexts(errors: { type: string; field: string; message: string }[]): string[] {
  return [...new Set(errors.map(({ type, field, message }) => `${type} ${field} ${message}`))].sort();
}

function minus(left: string[], right: string[]): string[] {
  return left.filter((each) => !right.includes(each));
}

/** Through JSON, so that numbers are what the oracle's answer has. */
function plain(value: Value): unknown {
  return JSON.parse(text(value));
}

function withoutServerFields(stored: Value): unknown {
  const { metadata, ...rest } = stored as ValueObject;
  const { creationTimestamp, generation, uid, resourceVersion, ...kept } = metadata as ValueObject;
  return { ...rest, metadata: kept };
}

function text(value: unknown): string {
  return JSON.stringify(value, (_key, inner) => (typeof inner === 'bigint' ? Number(inner) : inner));
}

async function schemasOf(version: string): Promise<ResourceSchema[]> {
  const folder = join(repository, 'schemas/karpenter', version);
  const names = (await readdir(folder)).sort();
  return Promise.all(names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8'))));
}
