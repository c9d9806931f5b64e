import { readFile } from 'node:fs/promises';
import type { Value, ValueObject } from '@kustomize-ts/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  createValidator,
  type ResourceSchema,
  type Violation,
} from '../../../packages/crd-validator/src/index.ts';
import { schemaFilesOf } from '../../../scripts/schemas/crd.ts';
import { readQuestions } from './questions.ts';
import { soundObjects } from './sound.ts';

interface Answer {
  name: string;
  valid?: boolean;
  errors?: { type: string; field: string; message: string }[];
  unknownFields?: string[];
  stored?: Value;
}

const files = ['nodepool-karpenter.sh-v1', 'ec2nodeclass-karpenter.k8s.aws-v1', 'nodeclaim-karpenter.sh-v1'];
const schemas = await Promise.all([...files, 'nodeoverlay-karpenter.sh-v1alpha1'].map(readSchema));
const others = (await Promise.all(['widget.yaml', 'gadget.yaml', 'formats.yaml'].map(readFixture))).flatMap(
  schemaFilesOf,
);
const otherSchemas = others.map(({ schema }) => schema as unknown as ResourceSchema);
const validator = createValidator([...schemas, ...otherSchemas]);
const [pool, nodeClass] = soundObjects as [ValueObject, ValueObject];

test('answers as the API server does', async () => {
  const questions = await readQuestions();
  const answers = JSON.parse(await readFixture('answers.json')) as Answer[];
  assert.is(answers.length, questions.length, 'npm run schemas:goldens');
  for (const [index, { name, object, old }] of questions.entries()) {
    const { errors, unknownFields, stored } = validator.validate(object, old);
    if (old === undefined && wasRead(errors)) assert.equal(validator.store(object), stored, name);
    const wanted = answers[index];
    assert.equal(errorTexts(errors), errorTexts(wanted?.errors ?? []), name);
    assert.is(errors.length === 0, wanted?.valid === true, name);
    assert.equal(unknownFields, wanted?.unknownFields ?? [], name);
    if (wanted?.stored !== undefined) assert.equal(stored, wanted.stored, name);
  }
});

function wasRead(errors: readonly Violation[]): boolean {
  return !errors.some(({ source }) => source === 'request');
}

test('an object that cannot be read is not stored', () => {
  assert.is(validator.store('text'), undefined);
  assert.is(validator.store({ apiVersion: 'example.com/v1', kind: 'Unknown' }), undefined);
  assert.is(validator.store({ ...pool, metadata: { name: 1 } }), undefined);
});

test('says where an error is, also where the server names no field', () => {
  const { errors } = validator.validate(withSpec(pool, { weight: 3_000_000_000, limits: { 'a.b/c': true } }));
  const places = errors.map(({ field, path }) => [field, path.join(' ')]);
  assert.ok(places.some(([field, path]) => field === '<nil>' && path === 'spec weight'));
  assert.ok(places.some(([field, path]) => field === 'spec.limits.a.b/c' && path === 'spec limits a.b/c'));
});

test('an error without a field is still an error, save for the one about rules that were not run', () => {
  const interfaces = [{ deviceIndex: 3_000_000_000, networkCardIndex: 0, interfaceType: 'efa-only' }];
  const { errors } = validator.validate(
    withSpec(nodeClass, {
      networkInterfaces: [...interfaces, ...((nodeClass.spec as ValueObject).networkInterfaces as Value[])],
    }),
  );
  assert.equal(
    errors.map(({ field, kind }) => [field, kind === 'unchecked']),
    [['<nil>', false]],
  );
  const broken = validator.validate(withSpec(nodeClass, { amiFamily: 'Ubuntu' }));
  assert.equal(
    broken.errors.map(({ kind }) => kind),
    ['enum', 'unchecked'],
  );
});

test('says as data what each violation comes from', () => {
  const spec = {
    weight: 'a',
    limits: { cpu: 'lots' },
    disruption: { budgets: [{ nodes: '10%', schedule: '@daily' }] },
  };
  const bySchema = validator.validate(withSpec(pool, spec)).errors;
  assert.equal(bySchema.map(({ source, kind, path }) => [source, kind, path.join('.')].join(' ')).sort(), [
    'cel unchecked ',
    'schema pattern spec.limits.cpu',
    'schema type spec.weight',
  ]);
  const type = bySchema.find(({ kind }) => kind === 'type');
  assert.equal(type?.params, { expected: 'integer', found: 'string' });
  const [rule, ...others] = validator.validate(
    withSpec(pool, {
      disruption: { consolidateAfter: '1m', budgets: [{ nodes: '10%', schedule: '@daily' }] },
    }),
  ).errors;
  assert.equal(others, []);
  assert.ok(rule?.source === 'cel' && rule.kind === 'rule', JSON.stringify(rule));
  assert.is(rule.params.rule, 'self.all(x, has(x.schedule) == has(x.duration))');
  assert.equal(rule.params.rulePath, ['spec', 'disruption', 'budgets']);
  assert.not.ok(rule.params.usesOldSelf);
});

test('caches shared subtrees and still reports their errors in each object', () => {
  const spec = { ...(pool.spec as ValueObject), disruption: { budgets: [{ nodes: 'many' }] } };
  const first = validator.validate({ ...pool, spec });
  const second = validator.validate({ ...pool, metadata: { name: 'other' }, spec });
  assert.is(first.errors.length, 1);
  assert.equal(first.errors, second.errors);
  assert.is((first.stored as ValueObject).spec, (second.stored as ValueObject).spec);
});

test('leaves what needs no change as it is', () => {
  const { stored } = validator.validate(withSpec(nodeClass, {}));
  const spec = (stored as ValueObject).spec as ValueObject;
  assert.is(spec.tags, (nodeClass.spec as ValueObject).tags);
});

test('an unknown kind is an error, not an exception', () => {
  for (const object of [
    null,
    1,
    [],
    {},
    { apiVersion: 'karpenter.sh/v1beta1', kind: 'NodePool' },
  ] as Value[]) {
    assert.is(validator.validate(object).errors[0]?.type, 'NoMatch');
  }
  assert.ok(validator.knows('karpenter.sh/v1', 'NodePool'));
  assert.not.ok(validator.knows('karpenter.sh/v1beta1', 'NodePool'));
});

test('integers beyond 2^53 are integers, and printed in full', () => {
  const { errors } = validator.validate(withSpec(pool, { weight: 9007199254740993n }));
  assert.ok(errors.some(({ message }) => message.startsWith('Invalid value: 9007199254740993: ')));
  assert.not.ok(errors.some(({ type }) => type === 'FieldValueTypeInvalid'));
});

test('hostile values end soon, in errors', () => {
  let deep: Value = 'x';
  for (let depth = 0; depth < 100_000; depth += 1) deep = depth % 2 === 0 ? [deep] : { a: deep };
  const spaces = ` a${' a'.repeat(20_000)}\n`;
  const requirements = Array.from({ length: 20_000 }, () => ({ key: 'a b', operator: deep }));
  const start = process.cpuUsage();
  for (const spec of [
    { disruption: { budgets: [{ nodes: '1', duration: '1h', schedule: spaces, reasons: [deep, deep] }] } },
    { template: deep, weight: deep, limits: deep },
    { template: { spec: { requirements } } },
    { limits: { ['a'.repeat(1_000_000)]: 'x'.repeat(1_000_000) } },
  ]) {
    assert.ok(validator.validate(withSpec(pool, spec)).errors.length > 0);
  }
  assert.is(validator.validate(withSpec(nodeClass, { kubelet: { deep } })).errors.length, 0);
  assert.ok(process.cpuUsage(start).user < 5_000_000);
});

test.run();

function withSpec(object: ValueObject, spec: ValueObject): ValueObject {
  return { ...object, spec: { ...(object.spec as ValueObject), ...spec } };
}

/** The server reports some errors twice. */
function errorTexts(errors: { type: string; field: string; message: string }[]): string[] {
  return [...new Set(errors.map(({ type, field, message }) => `${type} ${field} ${message}`))].sort();
}

function readFixture(name: string): Promise<string> {
  return readFile(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
}

async function readSchema(name: string): Promise<ResourceSchema> {
  const url = new URL(`../../../schemas/karpenter/1.15.1/${name}.json`, import.meta.url);
  return JSON.parse(await readFile(url, 'utf8')) as ResourceSchema;
}
