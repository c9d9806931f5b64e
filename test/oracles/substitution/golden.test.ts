import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import compare from '../../../scripts/conformance/substitution.ts';

test('every recorded answer of Flux and GNU envsubst is ours, too', async () => {
  const text = readFileSync(new URL('fixtures/golden.json', import.meta.url), 'utf8');
  const { passed, total, failures } = await compare([JSON.parse(text)]);
  assert.equal(failures, []);
  assert.is(passed, total);
  assert.ok(total > 500);
});

test.run();
