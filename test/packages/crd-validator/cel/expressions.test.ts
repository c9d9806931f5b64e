import { readFile } from 'node:fs/promises';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { evaluationOf } from './evaluation.ts';
import { expressions } from './expressions.ts';

const recorded = JSON.parse(
  await readFile(new URL('../fixtures/expressions.json', import.meta.url), 'utf8'),
) as [expression: string, value: string][];

test('expressions have the values that the API server gives them', () => {
  for (const [expression, value] of recorded) {
    const ours = evaluationOf(expression);
    if (value.startsWith('error: ')) assert.match(ours, /^error: /, expression);
    else assert.is(ours, value, expression);
  }
});

test('the API server evaluates most of the recorded expressions', () => {
  assert.ok(recorded.length > 400);
  assert.ok(recorded.filter(([, value]) => !value.startsWith('error: ')).length > recorded.length / 2);
});

test('errors of evaluation are in the words of the API server', () => {
  const hard = new Map(recorded);
  const told = expressions.filter((one) => /^error: (?!not compiled)/.test(hard.get(one) ?? ''));
  assert.ok(told.length > 10);
  for (const expression of told) assert.is(evaluationOf(expression), hard.get(expression), expression);
});

test.run();
