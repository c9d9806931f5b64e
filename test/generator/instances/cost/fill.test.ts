import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { fill, type Item } from '../../../../generator/instances/cost/fill.ts';

/** The costs of all sets of instances within the limits to which none can be added, and of all within them. */
function bruteForce(
  items: readonly Item[],
  limits: readonly number[],
): { cheapest: number; dearest: number } {
  let [cheapest, dearest] = [Number.POSITIVE_INFINITY, 0];
  const visit = (from: number, left: readonly number[], cost: number): void => {
    dearest = Math.max(dearest, cost);
    const fits = ({ uses }: Item): boolean => left.every((amount, at) => (uses[at] ?? 0) <= amount);
    if (!items.some(fits)) cheapest = Math.min(cheapest, cost);
    items.forEach((item, index) => {
      if (index < from || !fits(item)) return;
      visit(
        index,
        left.map((amount, at) => amount - (item.uses[at] ?? 0)),
        cost + item.price,
      );
    });
  };
  visit(0, limits, 0);
  return { cheapest, dearest };
}

const price = fc.integer({ min: 1, max: 40 });
const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6;

test('one limit: exactly what trying all sets of instances finds', () => {
  const items = fc.array(fc.record({ price, uses: fc.tuple(fc.integer({ min: 1, max: 8 })) }), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(items, fc.integer({ min: 0, max: 24 }), (list, limit) => {
      const found = fill(list, [limit]);
      const real = bruteForce(list, [limit]);
      assert.ok(found?.cheapest.isExact && found.dearest.isExact);
      assert.ok(near(found.cheapest.dollarsPerHour, real.cheapest), `cheapest ${real.cheapest}`);
      assert.ok(near(found.dearest.dollarsPerHour, real.dearest), `dearest ${real.dearest}`);
    }),
    { numRuns: 300, seed: 16 },
  );
});

test('several limits: never less than the dearest set, never more than the cheapest, and exact where it says so', () => {
  const use = fc.integer({ min: 0, max: 6 });
  const items = fc.array(fc.record({ price, uses: fc.tuple(use, use, use) }), { minLength: 1, maxLength: 3 });
  const limit = fc.integer({ min: 0, max: 14 });
  fc.assert(
    fc.property(items, fc.tuple(limit, limit, limit), (list, limits) => {
      const found = fill(list, limits);
      if (found === undefined) return assert.ok(list.some(({ uses }) => uses.every((each) => each === 0)));
      const real = bruteForce(list, limits);
      assert.ok(found.dearest.dollarsPerHour >= real.dearest - 1e-6, `dearest ${real.dearest}`);
      assert.ok(found.cheapest.dollarsPerHour <= real.cheapest + 1e-6, `cheapest ${real.cheapest}`);
      if (found.dearest.isExact) assert.ok(near(found.dearest.dollarsPerHour, real.dearest));
      if (found.cheapest.isExact) assert.ok(near(found.cheapest.dollarsPerHour, real.cheapest));
    }),
    { numRuns: 400, seed: 16 },
  );
});

test('a limit that another one keeps from being reached leaves both bounds exact', () => {
  const items = [
    { price: 1, uses: [2, 8] },
    { price: 3, uses: [4, 16] },
  ];
  assert.equal(fill(items, [10, 100]), {
    cheapest: { dollarsPerHour: 5, isExact: true },
    dearest: { dollarsPerHour: 7, isExact: true },
  });
});

test('very many instances: bounds within a thousandth of each other for one type', () => {
  const found = fill([{ price: 0.5, uses: [1] }], [1_000_000]);
  assert.is(found?.dearest.isExact, false);
  assert.is(found?.dearest.dollarsPerHour, 500_000);
  assert.ok((found?.cheapest.dollarsPerHour ?? 0) > 499_500);
});

test('nothing fits: nothing is spent', () => {
  const none = { dollarsPerHour: 0, isExact: true };
  assert.equal(fill([{ price: 1, uses: [4] }], [3]), { cheapest: none, dearest: none });
});

test.run();
