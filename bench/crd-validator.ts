// npm run bench -- crd-validator: how fast objects are checked as check does it: schema, CEL rules and Karpenter's runtime
// rules, all of the newest version. CPU time of one process, medians of several rounds.
import { readdir, readFile } from 'node:fs/promises';
import type { ValueObject } from '@kustomize-ts/core';
import type { CrdSchema } from '@poolwright/crd-validator';
import { createValidator, type ResourceSchema, type Validator } from '@poolwright/crd-validator';
import { validateRuntime } from '../generator/check/karpenter/index.ts';
import { nodeClass, nodePool } from './support/crd-objects.ts';
import { median } from './support/measure.ts';

const rounds = 7;
const folder = new URL('../schemas/karpenter/', import.meta.url);
const version = String(
  Object.values(JSON.parse(await readFile(new URL('index.json', folder), 'utf8'))).at(-1),
);
const names = await readdir(new URL(`${version}/`, folder));
const schemas: ResourceSchema[] = await Promise.all(
  names.map(async (name) => JSON.parse(await readFile(new URL(`${version}/${name}`, folder), 'utf8'))),
);
let made = 0;

const validator = createValidator(schemas);
const first = distinct(8);
console.log(`first 8 objects of a process: ${milliseconds(() => check(first)).toFixed(1)} ms`);

const structure = createValidator(schemas.map(withoutRules));
for (let round = 0; round < 4; round += 1) {
  check(distinct(4_000));
  validate(structure, distinct(4_000));
  update(distinctPairs(2_000));
}
const whole = perItem(() => distinct(8_000), check);
const schema = perItem(
  () => distinct(8_000),
  (objects) => validate(structure, objects),
);
const runtime = perItem(() => distinct(8_000), runtimeRules);
console.log(`distinct objects: ${rate(whole)} a second; ${share(whole)} each:`);
console.log(
  `  schema ${share(schema)}, CEL rules ${share(whole - schema - runtime)}, runtime rules ${share(runtime)}`,
);
console.log(`updates of distinct objects: ${rate(perItem(() => distinctPairs(4_000), update))} per second`);
console.log(`objects that share their spec: ${rate(perItem(() => sharing(50_000), check))} per second`);

/** NodePools and EC2NodeClasses in turn that share nothing, of contents that no earlier call gave. */
function distinct(count: number): ValueObject[] {
  const start = made;
  made += count;
  return Array.from({ length: count }, (_, index) =>
    index % 2 === 0 ? nodePool(start + index) : nodeClass(start + index),
  );
}

/** Such objects with what each is an update of: the same name, other contents. */
function distinctPairs(count: number): { object: ValueObject; old: ValueObject }[] {
  const old = distinct(count);
  return distinct(count).map((object, index) => ({
    object: { ...object, metadata: structuredClone(old[index]?.metadata ?? {}) },
    old: old[index] ?? {},
  }));
}

function sharing(count: number): ValueObject[] {
  const objects = distinct(2);
  return Array.from({ length: count }, (_, index) => ({
    ...objects[index % 2],
    metadata: { name: `n${index}` },
  }));
}

function check(objects: readonly ValueObject[]): void {
  for (const object of objects) {
    refuse(validator.validate(object).errors);
    refuse(validateRuntime(object, { karpenter: version, provider: 'aws' }));
  }
}

function validate(by: Validator, objects: readonly ValueObject[]): void {
  for (const object of objects) refuse(by.validate(object).errors);
}

function runtimeRules(objects: readonly ValueObject[]): void {
  for (const object of objects) refuse(validateRuntime(object, { karpenter: version, provider: 'aws' }));
}

function update(pairs: readonly { object: ValueObject; old: ValueObject }[]): void {
  for (const { object, old } of pairs) refuse(validator.validate(object, old).errors);
}

function refuse(findings: readonly { message: string }[]): void {
  if (findings.length > 0) throw new Error(findings[0]?.message);
}

function withoutRules<T extends CrdSchema>(schema: T): T {
  const isRules = (key: string) => key === 'x-kubernetes-validations';
  return JSON.parse(JSON.stringify(schema, (key, value) => (isRules(key) ? undefined : value)));
}

/** Milliseconds for one item: the median of rounds, each on items made for it. */
function perItem<T extends readonly unknown[]>(make: () => T, run: (items: T) => void): number {
  const times = Array.from({ length: rounds }, () => {
    const items = make();
    return milliseconds(() => run(items)) / items.length;
  });
  return median(times);
}

function milliseconds(run: () => void): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function rate(each: number): string {
  return Math.round(1000 / each).toLocaleString('en');
}

function share(each: number): string {
  return `${(each * 1000).toFixed(1)} µs`;
}
