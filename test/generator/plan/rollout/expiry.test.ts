import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { expiryEcho } from '../../../../generator/plan/rollout/expiry.ts';

const test = suite('expiry after a roll');

const HOUR = 3_600_000;
const waves = [
  { start: 1 * HOUR, end: 3 * HOUR, nodes: 5 },
  { start: 25 * HOUR, end: 26 * HOUR, nodes: 2 },
];

test('all nodes of a roll expire one expireAfter later', () => {
  assert.equal(expiryEcho(waves, '24h'), { start: 25 * HOUR, end: 50 * HOUR });
  assert.equal(expiryEcho(waves, '1h30m'), { start: 2.5 * HOUR, end: 27.5 * HOUR });
});

test('an absent expireAfter is the default of the CRD', () => {
  assert.equal(expiryEcho(waves), { start: 721 * HOUR, end: 746 * HOUR });
});

test('nodes that never expire have no such day, nor has a roll of no nodes', () => {
  assert.is(expiryEcho(waves, 'Never'), undefined);
  assert.is(expiryEcho([], '24h'), undefined);
});

test.run();
