import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { GoRegExpError, goRegExp } from '../../../packages/go-regexp/src/index.ts';
import { answerOf, type RegExpAnswer } from './answer.ts';
import type { RegExpQuestion } from './questions.ts';

const golden = readFileSync(new URL('fixtures/golden.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as RegExpQuestion & RegExpAnswer);

test('finds what Go finds, and rejects what Go rejects with the same message', () => {
  assert.ok(golden.length > 1500);
  for (const { pattern, texts, error, matches } of golden)
    assert.equal(answerOf(pattern, texts), error === undefined ? { matches } : { error }, pattern);
});

test('matches, finds and finds all say the same', () => {
  for (const { pattern, texts, matches } of golden) {
    if (matches === undefined) continue;
    const compiled = goRegExp(pattern);
    texts.forEach((text, index) => {
      const [first] = matches[index] ?? [];
      assert.is(compiled.test(text), first !== undefined, `${pattern} in ${text}`);
      assert.is(compiled.find(text), first, `${pattern} in ${text}`);
      assert.equal(compiled.findAll(text, 1), first === undefined ? [] : [first]);
    });
  }
});

test('means what Go means', () => {
  assert.not.ok(goRegExp('^\\s$').test('\u00a0'));
  assert.not.ok(goRegExp('^\\s$').test('\v'));
  assert.ok(goRegExp('^.$').test('\r'));
  assert.ok(goRegExp('^.$').test('😀'));
  assert.ok(goRegExp('^[[:alpha:]]+\\z').test('abc'));
  assert.ok(goRegExp('(?i)^abc$').test('ABC'));
  for (const pattern of ['(?=a)', 'a**', '(a'])
    assert.throws(
      () => goRegExp(pattern),
      (error: unknown) => error instanceof GoRegExpError,
    );
});

test('finds the leftmost match, and all', () => {
  assert.is(goRegExp('^([^/]+)').find('karpenter.sh/x'), 'karpenter.sh');
  assert.is(goRegExp('x').find('abc'), undefined);
  assert.equal(goRegExp('[0-9]').findAll('a1b2c3', -1), ['1', '2', '3']);
  assert.equal(goRegExp('[0-9]').findAll('a1b2c3', 2), ['1', '2']);
});

test('takes time in proportion to the text, and bounded memory', () => {
  const schedule = goRegExp('^(@daily)|((.+)\\s(.+)\\s(.+)\\s(.+)\\s(.+))$');
  const distance = goRegExp('(a|b)*a(a|b){12}$');
  const start = process.cpuUsage();
  assert.not.ok(schedule.test(`${'a '.repeat(50_000)}\n`));
  assert.not.ok(schedule.test(`${'é '.repeat(50_000)}\n`));
  const texts = Array.from({ length: 3_000 }, (_, index) => (index * 2_654_435_761).toString(2));
  const text = texts.join('').replaceAll('0', 'a').replaceAll('1', 'b');
  assert.ok(distance.test(`${text}a${'b'.repeat(12)}`));
  assert.is(distance.find(`${'a'.repeat(5_000)}`)?.length, 5_000);
  assert.ok(process.cpuUsage(start).user < 6_000_000);
});

test('takes no longer for expressions that others choke on', () => {
  const start = process.cpuUsage();
  for (const source of [
    '^(a+)+$',
    '^(a|a)*$',
    '^(a|aa)+$',
    '^.*.*.*.*.*.*x$',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
  ]) {
    assert.not(goRegExp(source).test(`${'a'.repeat(2000)}!`));
    assert.is(goRegExp(source).find(`${'a'.repeat(2000)}!`), undefined);
  }
  assert.ok(process.cpuUsage(start).user < 6_000_000);
});

test('rejects what is too large', () => {
  assert.throws(() => goRegExp('((a{100}){100}){100}'), /invalid repeat count/);
  assert.throws(
    () => goRegExp('(a{1000}b{1000}){10}'.replace('{10}', '{1}').repeat(60)),
    /expression too large/,
  );
  assert.throws(() => goRegExp('('.repeat(5_000)), /nests too deeply/);
});

test.run();
