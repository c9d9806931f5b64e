import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ratioIn } from '../../../packages/ec2-catalogue/src/ratios.ts';

const region = new Map([
  ['m5', 1.1],
  ['m7a', 1.2],
  ['m7g', 1.3],
  ['m7gd', 1.35],
  ['m6g', 1.4],
  ['c7g', 1.5],
]);

test('takes the own ratio of a family', () => {
  assert.equal(ratioIn(region, 'm5'), { ratio: 1.1, family: 'm5' });
});

test('takes the newest older family with the same letters, then of the same vendor, then of the category', () => {
  assert.equal(ratioIn(region, 'm8gd'), { ratio: 1.35, family: 'm7gd' });
  assert.equal(ratioIn(region, 'm8g'), { ratio: 1.3, family: 'm7g' });
  assert.equal(ratioIn(region, 'm8azn'), { ratio: 1.2, family: 'm7a' });
  assert.equal(ratioIn(region, 'm8i'), { ratio: 1.1, family: 'm5' });
  assert.equal(ratioIn(region, 'c8i'), { ratio: 1.5, family: 'c7g' });
});

test('has none without an older family of the category', () => {
  assert.is(ratioIn(region, 'm4'), undefined);
  assert.is(ratioIn(region, 'x2'), undefined);
});

test.run();
