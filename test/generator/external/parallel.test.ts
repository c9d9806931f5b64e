import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { inParallel } from '../../../generator/external/parallel.ts';

test('works on as many items at a time as are allowed, and keeps their order', async () => {
  let [busy, most] = [0, 0];
  const work = async (item: number): Promise<number> => {
    busy++;
    most = Math.max(most, busy);
    // Later items are done earlier.
    await new Promise((resolve) => setTimeout(resolve, 20 - item));
    busy--;
    return item * 2;
  };
  const items = Array.from({ length: 20 }, (_, i) => i);
  assert.equal(
    await inParallel(items, 8, work),
    items.map((item) => item * 2),
  );
  assert.is(most, 8);
  assert.equal(await inParallel([], 8, work), []);
});

test('fails with the first failure', async () => {
  const message = await inParallel([1, 2, 3], 2, async (item) => {
    if (item === 2) throw new Error(`no ${item}`);
    return item;
  }).then(
    () => 'none',
    (error: unknown) => String(error),
  );
  assert.is(message, 'Error: no 2');
});

test.run();
