import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { agree, type Request, type Response, respond } from './request.ts';

/** Errors whose text here is not go-yaml's: it names Go types, lists errors one by one, or counts lines of its own text. */
const OTHER_TEXT =
  /unmarshal errors|invalid map key|unsupported map key|map merge|duplicate merge|contains itself|found a tab character where/;

const lines = readFileSync(new URL('./fixtures/golden.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n');

for (const line of lines) {
  const { request, response: theirs } = JSON.parse(line) as { request: Request; response: Response };
  test(`gives what the real engines give: ${JSON.stringify(request).slice(0, 100)}`, () => {
    const mine = respond(request);
    if (!agree(mine, theirs)) assert.equal(mine, theirs);
    if (theirs.error !== undefined && !OTHER_TEXT.test(theirs.error)) {
      assert.is(mine.error, theirs.error.replace('MalformedYAMLError: ', ''));
    }
  });
}

test.run();
