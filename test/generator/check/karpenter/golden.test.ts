import { readFileSync } from 'node:fs';
import { parseDuration } from '@poolwright/crd-validator/go';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Cron, nextHit, parseCron } from '../../../../generator/check/karpenter/cron.ts';
import { parseQuantity } from '../../../../generator/instances/objects/quantity.ts';
import { cpuTime } from '../../../support/cpu-time.ts';

interface Answer {
  text: string;
  error?: string;
  value?: string;
  hits?: string[];
}

interface Golden {
  since: string;
  schedules: Answer[];
  durations: Answer[];
  quantities: Answer[];
}

const golden: Golden = JSON.parse(readFileSync(new URL('fixtures/golden.json', import.meta.url), 'utf8'));

/** The first hits after a time, in order. */
function hitsAfter(cron: Cron, after: number, count: number): number[] {
  const hits: number[] = [];
  for (let hit = nextHit(cron, after); hit !== undefined && hits.length < count; hit = nextHit(cron, hit)) {
    hits.push(hit);
  }
  return hits;
}

for (const { text, error, hits = [] } of golden.schedules) {
  test(`schedule ${JSON.stringify(text)}`, () => {
    const cron = parseCron(text);
    if ('error' in cron) return assert.is(cron.error, error);
    assert.is(error, undefined);
    const found = hitsAfter(cron, Date.parse(golden.since), 6);
    assert.equal(
      found.map((hit) => new Date(hit).toISOString()),
      hits.map((hit) => new Date(hit).toISOString()),
    );
  });
}

for (const { text, error, value } of golden.durations) {
  test(`duration ${JSON.stringify(text)}`, () => {
    const parsed = parseDuration(text);
    if ('error' in parsed) assert.is(parsed.error, error);
    else assert.is(String(parsed.nanoseconds), value);
  });
}

for (const { text, error, value } of golden.quantities) {
  test(`quantity ${JSON.stringify(text)}`, () => {
    const parsed = parseQuantity(text);
    if ('error' in parsed) assert.is(parsed.error, error);
    else
      assert.ok(
        Math.abs(parsed.value - Number(value)) <= 1e-9 * Math.abs(parsed.value),
        `${parsed.value} is ${value}`,
      );
  });
}

test('a schedule that never fires is given up on fast', () => {
  const cron = parseCron('0 0 30 2 *');
  if ('error' in cron) throw new Error(cron.error);
  const start = cpuTime();
  assert.is(nextHit(cron, Date.UTC(2026, 0, 1)), undefined);
  assert.ok(cpuTime() - start < 200);
});

test.run();
