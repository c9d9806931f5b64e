// npm run fuzz:formats -- [--seed N] [--runs N]: texts that have a format or nearly so, our checks against the server's.
// Needs the oracle of test/oracles/crd, built as its README says.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import type { Value, ValueObject } from '@kustomize-ts/core';
import { createValidator, type ResourceSchema } from '@poolwright/crd-validator';
import { parse } from 'yaml';
import { schemaFilesOf } from '../../scripts/schemas/crd.ts';
import { startCrdOracle } from '../oracles/crd/client.ts';
import { textsOf } from '../packages/crd-validator/format-texts.ts';
import { Random } from './crd-objects.ts';

const letters = [
  ...'0123456789abcdefxyzABCXYZ.:-/%@"\'<>()[]\\,;=?#_+ \t\n\r\v\0{}|~^`$&!*éµ\u00a0\u2028😀ſK',
];
const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '2000' } },
});
const random = new Random(Number(values.seed));
const crd = fileURLToPath(new URL('../packages/crd-validator/fixtures/formats.yaml', import.meta.url));
const text = await readFile(crd, 'utf8');
const validator = createValidator(
  schemaFilesOf(text).map(({ schema }) => schema as unknown as ResourceSchema),
);
const fields: string[] = Object.keys(
  parse(text).spec.versions[0].schema.openAPIV3Schema.properties.spec.properties,
);
const everyText = fields.flatMap(textsOf);
const oracle = startCrdOracle();
let texts = 0;
let valid = 0;
let differences = 0;
for (let run = 0; run < Number(values.runs); run += 1) {
  const spec = Object.fromEntries(fields.map((field) => [field, randomValue(field)]));
  const object = { apiVersion: 'example.com/v1', kind: 'Format', metadata: { name: 'test' }, spec };
  const { errors: theirs = [], fatal } = await oracle.ask({ crd, object });
  if (fatal !== undefined) throw new Error(`run ${run}: the oracle failed: ${fatal}`);
  compare(run, spec, validator.validate(object).errors, theirs);
}
oracle.close();
console.log(
  `seed ${values.seed}: ${texts} values, ${valid} of them valid, in ${fields.length} fields; ${differences} differences`,
);
process.exitCode = differences === 0 ? 0 : 1;

function compare(
  run: number,
  spec: ValueObject,
  ours: GroupedDiagnostic[],
  theirs: GroupedDiagnostic[],
): void {
  texts += fields.length;
  valid += fields.filter((field) => !theirs.some((error) => error.field.startsWith(`spec.${field}`))).length;
  const [got, wanted] = [tellingOf(ours), tellingOf(theirs)];
  if (isDeepStrictEqual(got, wanted)) return;
  differences += 1;
  const only = (left: string[], right: string[]) => left.filter((each) => !right.includes(each));
  console.log(
    `run ${run}\n  ours   ${only(got, wanted)}\n  theirs ${only(wanted, got)}\n  of ${JSON.stringify(spec)}`,
  );
}

type GroupedDiagnostic = { type: string; field: string; message: string };

function tellingOf(errors: GroupedDiagnostic[]): string[] {
  return [...new Set(errors.map(({ type, field, message }) => `${type} ${field} ${message}`))].sort();
}

function randomValue(field: string): Value {
  if (random.chance(0.01)) return random.pick<Value>([null, true, 1, 1.5, 1e20, [], ['a'], {}, { a: 'b' }]);
  const known = textsOf(field);
  return changed(random.chance(0.05) || known.length === 0 ? random.pick(everyText) : random.pick(known));
}

/** The text with up to three letters put in, dropped, doubled or replaced, or with parts swapped. */
function changed(original: string): string {
  const points = [...original];
  for (let left = random.below(4); left > 0; left -= 1) {
    const at = random.below(points.length + 1);
    const length = random.below(3);
    random.pick([
      () => points.splice(at, 0, random.pick(letters)),
      () => points.splice(at, 1),
      () => points.splice(at, 1, random.pick(letters)),
      () => points.splice(at, 0, ...points.slice(at, at + length)),
      () => points.push(...points.splice(at, length)),
    ])();
  }
  return points.join('');
}
