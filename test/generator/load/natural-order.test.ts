import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { sortedByName, sortedNames } from '../../../generator/load/natural-order.ts';

const test = suite('the order of names');

test('numbers in names count as numbers, also those that a double does not hold', () => {
  const sorted = [
    '9',
    '10',
    'pool',
    'pool-1',
    'pool-01-b',
    'pool-2',
    'pool-2-a',
    'pool-10',
    'pool-9007199254740992',
    'pool-9007199254740993',
    'pool-a2b3',
    'pool-a2b20',
    'pool-a10b1',
  ];
  for (const order of [sorted.toReversed(), sorted.toSorted(), sorted])
    assert.equal(sortedNames(order), sorted);
});

test('names without numbers are in the order of code units', () => {
  const names = ['gpu', 'general', 'arm', 'gpu-large', 'a.b', 'a-b'];
  assert.equal(sortedNames(names), names.toSorted());
});

test('what has the same name stays in its order, and the given list as it is', () => {
  const all = [
    { name: 'b-10', place: 1 },
    { name: 'b-9', place: 2 },
    { name: 'b-10', place: 3 },
  ];
  assert.equal(
    sortedByName(all, ({ name }) => name).map(({ place }) => place),
    [2, 1, 3],
  );
  assert.equal(
    all.map(({ place }) => place),
    [1, 2, 3],
  );
});

test.run();
