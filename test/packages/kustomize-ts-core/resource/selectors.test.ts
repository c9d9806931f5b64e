import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { KustomizeError } from '../../../../packages/kustomize-ts-core/src/index.ts';
import { goRegExp, goRegExpWhole } from '../../../../packages/kustomize-ts-core/src/resource/go-regexp.ts';
import { parseLabelSelector } from '../../../../packages/kustomize-ts-core/src/resource/label-selector.ts';

const isFault = (error: unknown) => error instanceof KustomizeError;

test('label selectors match as in the API server', () => {
  const labels = { app: 'web', tier: 'front', 'example.com/n': '5' };
  for (const [selector, wanted] of [
    ['', true],
    ['app=web', true],
    ['app == web , tier!=back', true],
    ['app in (web, api)', true],
    ['app notin (web)', false],
    ['absent notin (web)', true],
    ['absent!=x', true],
    ['app', true],
    ['!app', false],
    ['!absent', true],
    ['example.com/n>4', true],
    ['example.com/n<5', false],
    ['tier=', false],
  ] as const) {
    assert.is(parseLabelSelector(selector)(labels), wanted, selector);
  }
});

test('invalid label selectors are errors', () => {
  for (const selector of ['=a', 'a in b', 'a in (b', 'a b', ',', 'a=b,', 'a>x', '-a', 'a=b c', 'a=*']) {
    assert.throws(() => parseLabelSelector(selector), isFault, selector);
  }
});

test('Go regular expressions match as in Go', () => {
  assert.ok(goRegExpWhole('a|b').test('b'));
  assert.not(goRegExpWhole('a|b').test('ab'));
  assert.ok(goRegExpWhole('(?i)web-.*').test('WEB-1'));
  assert.ok(goRegExp('^[[:alpha:]]+\\z').test('abc'));
  assert.ok(goRegExp('(?P<name>x)').test('x'));
});

test('expressions that Go rejects are errors', () => {
  for (const pattern of ['(', '[', 'a(?=b)', '(?<!a)b', '(a)\\1', '*'])
    assert.throws(() => goRegExp(pattern), isFault, pattern);
});

test.run();
