import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { appliedBudgets } from '../../../../generator/check/karpenter/disruption/budget.ts';
import { simulateRoll } from '../../../../generator/plan/rollout/roll.ts';
import { allowedAt } from './allowed-at.ts';

const test = suite('any roll');

const MONDAY = Date.UTC(2026, 0, 5);

const budget = fc.oneof(
  fc.record({ nodes: fc.constantFrom('0', '1', '3', '10%', '60%') }),
  fc.record({
    nodes: fc.constantFrom('0', '2', '25%'),
    schedule: fc.constantFrom('0 8 * * *', '30 22 * * mon-fri', '*/20 * * * *', '0 3 1 * *'),
    duration: fc.constantFrom('10m', '8h', '25h'),
  }),
);
const pool = fc.record({
  budgets: fc.array(budget, { maxLength: 3 }),
  nodes: fc.integer({ min: 1, max: 60 }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  unavailable: fc.nat({ max: 3 }),
  minute: fc.nat({ max: 7 * 24 * 60 }),
  replaceMs: fc.integer({ min: 1_000, max: 900_000 }),
  shortestMs: fc.integer({ min: 5_000, max: 900_000 }),
  longestMs: fc.option(fc.integer({ min: 5_000, max: 7_200_000 }), { nil: undefined }),
});

test('replaces each drifted node once or says how many stay, in waves that start when a budget allows one', () => {
  fc.assert(
    fc.property(pool, ({ budgets, share, minute, shortestMs, longestMs, ...rest }) => {
      const applied = appliedBudgets({ disruption: { budgets } });
      const drifted = Math.ceil(rest.nodes * share);
      const at = MONDAY + minute * 60_000;
      const drain = { shortestMs, longestMs };
      const { waves, stalls, ...roll } = simulateRoll({ ...rest, budgets: applied, drifted, at, drain });
      assert.is(waves.reduce((sum, wave) => sum + wave.nodes, 0) + (stalls?.left ?? 0), drifted);
      assert.is(roll.shortestEnd === undefined, stalls !== undefined);
      if (stalls === undefined && drifted > 0) assert.is(roll.shortestEnd, waves.at(-1)?.end);
      assert.ok(roll.mostAtOnce <= drifted && roll.mostAtOnceSlow <= drifted);
      if (roll.longestEnd !== undefined) assert.ok((roll.shortestEnd ?? 0) <= roll.longestEnd);
      let last = at;
      for (const { start, end, nodes } of waves) {
        assert.ok(start >= last && end > start && nodes > 0);
        assert.ok(allowedAt(applied, 'Drifted', rest.nodes, start) > rest.unavailable);
        last = end;
      }
    }),
    { numRuns: 400 },
  );
});

test.run();
