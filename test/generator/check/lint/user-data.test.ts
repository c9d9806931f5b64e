import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { userDataProblem } from '../../../../generator/check/lint/user-data.ts';

const test = suite('user data');

interface Golden {
  family: string;
  userData: string;
  /** Karpenter's own, empty where it builds the user data of a node. */
  error: string;
}

const golden: Golden[] = readFileSync(new URL('user-data-golden.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line));

/** What we say of user data that Karpenter cannot build a node’s user data of. */
const LAUNCHES_NONE = /launches no node$/;

for (const { family, userData, error } of golden) {
  const name = `${family} ${JSON.stringify(userData.slice(0, 60))}`;
  test(error === '' ? `Karpenter builds ${name}` : `Karpenter fails on ${name}: ${error}`, () => {
    const problem = userDataProblem(userData, family);
    if (error === '') return assert.not.match(problem?.message ?? '', LAUNCHES_NONE);
    assert.is(problem?.severity, 'error');
    assert.match(problem?.message ?? '', LAUNCHES_NONE);
  });
}

test('cases of both kinds are there for each family', () => {
  for (const family of ['AL2', 'AL2023', 'Bottlerocket'])
    for (const fails of [true, false])
      assert.ok(golden.some((one) => one.family === family && (one.error !== '') === fails));
});

test('a document without its boundary loses all its parts', () => {
  const problem = userDataProblem(
    'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="B"\n\n--C\n--C--\n',
    'AL2',
  );
  assert.is(problem?.severity, 'warning');
  assert.match(problem?.message ?? '', /drops all of it$/);
});

test.run();
