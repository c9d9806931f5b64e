import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { placedPoolsText, poolsText } from '../../../../../generator/report/html/components/places-text.ts';

const test = suite('pools of a page and where they are');

const pools = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    pool: `pool${i}`,
    places: [
      { environment: 'dev', clusters: ['dev-1'] },
      { environment: 'prod', clusters: ['prod-1', 'prod-2'] },
    ],
  }));

test('few pools are named', () => {
  assert.is(poolsText(pools(3)), 'pool0, pool1, pool2');
  assert.is(placedPoolsText(pools(1)), 'pool0 in dev, prod (3 clusters)');
});

test('many pools are counted, with their environments', () => {
  assert.is(poolsText(pools(4)), '4 pools in 2 environments');
  assert.is(placedPoolsText(pools(60)), '60 pools in 2 environments');
});

test.run();
