import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Meter, OBJECT_LIMIT } from '../../../../packages/crd-validator/src/cel/cost/meter.ts';
import { nodeCost } from '../../../../packages/crd-validator/src/cel/cost/node-cost.ts';
import { newEnvironments } from '../../../../packages/crd-validator/src/cel/environment.ts';
import { compileProgram } from '../../../../packages/crd-validator/src/cel/program.ts';
import { celValue } from '../../../../packages/crd-validator/src/cel/value.ts';
import {
  createValidator,
  type FieldError,
  type ResourceSchema,
  SchemaError,
} from '../../../../packages/crd-validator/src/index.ts';
import { schemaNode } from '../../../../packages/crd-validator/src/make-node.ts';
import type { SchemaNode } from '../../../../packages/crd-validator/src/node.ts';
import { schemaFilesOf } from '../../../../scripts/schemas/crd.ts';
import { repository } from '../../../../scripts/schemas/derive.ts';
import { costCrd, costlyQuestions, costRules, costSpec } from '../costs.ts';

const [costSchema] = schemasOf(JSON.stringify(costCrd('true')));
const spec = costSchema?.properties?.spec;
const self = spec && celValue(schemaNode(spec), costSpec);

test('counts what the API server counts', async () => {
  const wanted = JSON.parse(await readFixture('costs.json')) as Record<string, number>;
  const meter = new Meter(newEnvironments().plain);
  for (const rule of costRules) assert.is(meter.cost(rule, self, undefined), wanted[rule], rule);
});

test('does not guess what a function costs', () => {
  const meter = new Meter(newEnvironments().plain);
  assert.throws(
    () => meter.cost('timestamp(self.s) == self.d', self, undefined),
    (error: unknown) => error instanceof SchemaError,
  );
});

test('stops where the API server stops', async () => {
  const answers = JSON.parse(await readFixture('costly.json')) as { name: string; errors: FieldError[] }[];
  const validator = createValidator(schemasOf(await readFixture('costly.yaml')));
  const questions = costlyQuestions();
  assert.equal(
    questions.map(({ name }) => name),
    answers.map(({ name }) => name),
    'npm run schemas:goldens',
  );
  for (const [index, { name, object, old }] of questions.entries())
    assert.equal(
      textsOf(validator.validate(object, old).errors),
      textsOf(answers[index]?.errors ?? []),
      name,
    );
});

test('nothing is counted of objects with fewer than 4096 tags, capacities and letters in a key', async () => {
  const { plain } = newEnvironments();
  const costOf = (node: SchemaNode, times: number): number => {
    if (!node.ruled) return 0;
    const { bound, limit } = nodeCost(
      node,
      node.rules.map(({ rule }) => compileProgram(plain, rule).ast),
    );
    assert.is(limit, 4096);
    const { items, additional, schema } = node;
    let sum = bound * times;
    for (const child of node.properties.values()) sum += costOf(child, times);
    if (items !== undefined) sum += costOf(items, times * (schema.maxItems ?? Number.POSITIVE_INFINITY));
    if (typeof additional === 'object') sum += costOf(additional, Number.POSITIVE_INFINITY);
    return sum;
  };
  const files = await syncedSchemas();
  assert.ok(files.length > 0);
  for (const file of files)
    assert.ok(costOf(schemaNode(JSON.parse(await readFile(file, 'utf8'))), 1) <= OBJECT_LIMIT, file);
});

test.run();

async function syncedSchemas(): Promise<string[]> {
  const folder = join(repository, 'schemas');
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => /-[^/]*\.json$/.test(name)).map((name) => join(folder, name));
}

function textsOf(errors: FieldError[]): string[] {
  return errors.map(({ type, field, message }) => `${type} ${field} ${message}`).sort();
}

function schemasOf(crd: string): ResourceSchema[] {
  return schemaFilesOf(crd).map(({ schema }) => schema as unknown as ResourceSchema);
}

function readFixture(name: string): Promise<string> {
  return readFile(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');
}
