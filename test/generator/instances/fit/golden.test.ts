import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { normalized, ourPlan } from '../../../fuzz/fit-plan.ts';

const test = suite('plans as Karpenter’s scheduler makes them');

test('each recorded case has the same nodes, and the same reasons of pending pods', () => {
  const lines = readFileSync(new URL('fixtures/golden.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  assert.ok(lines.length > 10);
  for (const line of lines) {
    const { case: one, plan } = JSON.parse(line);
    assert.is(normalized(ourPlan(one)), normalized(plan), line);
  }
});

test.run();
