import { readFile } from 'node:fs/promises';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { mayExceedCost } from '../../../../packages/crd-validator/src/cel/size.ts';
import { createValidator, type ResourceSchema } from '../../../../packages/crd-validator/src/index.ts';
import { schemaFilesOf } from '../../../../scripts/schemas/crd.ts';
import { costlyQuestions } from '../costs.ts';

interface Answer {
  name: string;
  errors: { message: string }[];
}

const stops = /cost budget|cost limit exceeded/;

test('a text on which the API server stops running rules may exceed the cost', async () => {
  const answers = JSON.parse(await readFixture('costly.json')) as Answer[];
  const schemas = schemaFilesOf(await readFixture('costly.yaml'));
  const validator = createValidator(schemas.map(({ schema }) => schema as unknown as ResourceSchema));
  const stopped: string[] = [];
  for (const { name, object, old } of costlyQuestions()) {
    const spec = object.spec as Record<string, unknown>;
    const answer = answers.find((each) => each.name === name);
    assert.ok(answer, 'npm run schemas:goldens');
    if (spec.text === undefined || !answer.errors.some(({ message }) => stops.test(message))) continue;
    assert.ok(validator.validate(object, old).mayExceedCost, name);
    stopped.push(name);
  }
  assert.equal(stopped, ['more than all rules may cost', 'more than a rule may cost']);
});

test('what is not computed is only above 4096 entries, or letters in a key', () => {
  const tags = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 'v']));
  assert.not.ok(mayExceedCost({ spec: { tags: tags(4096), list: Array(4096).fill('x') } }));
  assert.ok(mayExceedCost({ spec: { tags: tags(4097) } }));
  assert.ok(mayExceedCost({ spec: [{ list: Array(4097).fill('x') }] }));
  assert.ok(mayExceedCost({ spec: { ['k'.repeat(4097)]: 1 } }));
  assert.not.ok(mayExceedCost({ spec: { userData: '#'.repeat(16_384) } }));
});

test.run();

function readFixture(name: string): Promise<string> {
  return readFile(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');
}
