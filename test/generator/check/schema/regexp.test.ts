import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { goRegExp } from '../../../../generator/check/schema/regexp.ts';

test('means what Go means', () => {
  assert.not.ok(goRegExp('^\\s$').test('\u00a0'));
  assert.not.ok(goRegExp('^\\s$').test('\v'));
  assert.ok(goRegExp('^.$').test('\r'));
  assert.ok(goRegExp('^[[:alpha:]]+\\z').test('abc'));
  assert.ok(goRegExp('(?i)^abc$').test('ABC'));
  assert.throws(() => goRegExp('(?=a)').test('a'));
});

test('finds the leftmost match, and all', () => {
  assert.is(goRegExp('^([^/]+)').find('karpenter.sh/x'), 'karpenter.sh');
  assert.is(goRegExp('x').find('abc'), undefined);
  assert.equal(goRegExp('[0-9]').findAll('a1b2c3', -1), ['1', '2', '3']);
  assert.equal(goRegExp('[0-9]').findAll('a1b2c3', 2), ['1', '2']);
});

test('takes time in proportion to the text', () => {
  const schedule = goRegExp('^(@daily)|((.+)\\s(.+)\\s(.+)\\s(.+)\\s(.+))$');
  const start = process.cpuUsage();
  assert.not.ok(schedule.test(`${'a '.repeat(50_000)}\n`));
  assert.ok(process.cpuUsage(start).user < 3_000_000);
});

test.run();
