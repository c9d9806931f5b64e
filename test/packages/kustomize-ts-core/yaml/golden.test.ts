import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Answer, agree, answer, type Question } from './answer.ts';

/** Errors that go-yaml words by Go types or lists one by one, or that tell a line of text in between. */
const WORDED_OTHERWISE =
  /unmarshal errors|invalid map key|unsupported map key|map merge|duplicate merge|contains itself|found a tab character where/;

const lines = readFileSync(new URL('./fixtures/golden.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n');

for (const line of lines) {
  const { question, answer: theirs } = JSON.parse(line) as { question: Question; answer: Answer };
  test(`as the real engines: ${JSON.stringify(question).slice(0, 100)}`, () => {
    const mine = answer(question);
    if (!agree(mine, theirs)) assert.equal(mine, theirs);
    if (theirs.error !== undefined && !WORDED_OTHERWISE.test(theirs.error)) {
      assert.is(mine.error, theirs.error.replace('MalformedYAMLError: ', ''));
    }
  });
}

test.run();
