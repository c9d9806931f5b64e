import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { drainTimes, headroomOf } from '../../../../generator/plan/rollout/drain.ts';

const test = suite('drains and headroom');

test('terminationGracePeriod bounds a drain, and nothing does without it', () => {
  assert.equal(drainTimes({ spec: { terminationGracePeriod: '1h' } }), {
    shortestMs: 5_000,
    longestMs: 3_600_000,
  });
  assert.equal(drainTimes({ spec: { terminationGracePeriod: '1s' } }), {
    shortestMs: 5_000,
    longestMs: 5_000,
  });
  assert.equal(drainTimes({ spec: {} }), { shortestMs: 5_000, longestMs: undefined });
  assert.equal(drainTimes({}), { shortestMs: 5_000, longestMs: undefined });
});

test('headroom is what the scarcest limit allows', () => {
  const limits = { cpu: '100', memory: '1Ti', nodes: '12' };
  assert.is(headroomOf({ limits }, 10), 2);
  assert.is(headroomOf({ limits }, 10, { cpu: '80', memory: '320Gi' }), 2);
  assert.is(headroomOf({ limits }, 10, { cpu: '95' }), 0);
  assert.is(headroomOf({ limits }, 10, { cpu: '100500m' }), -1);
  assert.is(headroomOf({ limits: { nodes: 9 } }, 10), -1);
});

test('without limits, or without a usage of what they limit, headroom is not known', () => {
  assert.is(headroomOf({}, 10, { cpu: '80' }), undefined);
  assert.is(headroomOf({ limits: { cpu: '100' } }, 10), undefined);
  assert.is(headroomOf({ limits: { cpu: '100' } }, 0, { cpu: '0' }), undefined);
});

test.run();
