// npm run schemas:bench: how fast objects are checked against the schemas of the newest Karpenter. CPU time of one process.
import { readdir, readFile } from 'node:fs/promises';
import type { ValueObject } from '@kustomize-ts/core';
import { createValidator, type ResourceSchema } from '../generator/check/schema/index.ts';
import { soundObjects } from '../test/generator/check/schema/sound.ts';

const folder = new URL('../schemas/karpenter/', import.meta.url);
const version = Object.values(JSON.parse(await readFile(new URL('index.json', folder), 'utf8'))).at(-1);
const names = await readdir(new URL(`${version}/`, folder));
const schemas: ResourceSchema[] = await Promise.all(
  names.map(async (name) => JSON.parse(await readFile(new URL(`${version}/${name}`, folder), 'utf8'))),
);
const [pool, nodeClass] = soundObjects as [ValueObject, ValueObject];

const validator = createValidator(schemas);
const first = milliseconds(() => check(distinct(4)));
console.log(`first 8 objects of a process: ${first.toFixed(1)} ms`);
for (let round = 0; round < 4; round += 1) check(distinct(2_500));
const objects = distinct(10_000);
console.log(`distinct objects: ${rate(objects.length, () => check(objects))} a second`);
const sharing = Array.from({ length: 100_000 }, (_, index) => ({
  ...(index % 2 === 0 ? pool : nodeClass),
  metadata: { name: `n${index}` },
}));
console.log(`objects that share their spec: ${rate(sharing.length, () => check(sharing))} a second`);
const before = distinct(5_000);
const after = distinct(5_000);
const update = () => {
  for (const [index, object] of after.entries()) validator.validate(object, before[index]);
};
console.log(`updates of distinct objects: ${rate(after.length, update)} a second`);

/** Pairs of a NodePool and an EC2NodeClass that share nothing with others. */
function distinct(pairs: number): ValueObject[] {
  return Array.from({ length: pairs }, (_, index) => index).flatMap((index) =>
    [pool, nodeClass].map((object) => ({ ...structuredClone(object), metadata: { name: `n${index}` } })),
  );
}

function check(all: ValueObject[]): void {
  for (const object of all) {
    const { errors } = validator.validate(object);
    if (errors.length > 0) throw new Error(errors[0]?.message);
  }
}

function rate(count: number, run: () => void): string {
  return Math.round(count / (milliseconds(run) / 1000)).toLocaleString('en');
}

function milliseconds(run: () => void): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
