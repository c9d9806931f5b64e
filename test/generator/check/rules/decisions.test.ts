import { readFile } from 'node:fs/promises';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Random } from '../../../fuzz/crd-objects.ts';
import { PolicyMaker } from '../../../fuzz/policy-maker.ts';
import { decisionsOf } from './decisions.ts';

/** The API server's decisions on the policies that the maker makes, in their order (npm run policies:goldens). */
const recorded = JSON.parse(
  await readFile(new URL('./fixtures/decisions.json', import.meta.url), 'utf8'),
) as (string[] | null)[];

test('policies decide as the API server does', () => {
  const maker = new PolicyMaker(new Random(1));
  let compared = 0;
  for (const [i, theirs] of recorded.entries()) {
    const one = maker.make();
    const ours = decisionsOf(one);
    // What one side does not compile is compared with expressions.json.
    if (ours === undefined || theirs === null) continue;
    assert.equal(ours, theirs, `${i}: ${JSON.stringify(one.policy)}`);
    if (theirs.length > 0) compared += 1;
  }
  assert.ok(compared > 50, `${compared} decisions`);
});

test.run();
