import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { MAX_VALUES, measure } from '../../../generator/load/measure.ts';

const test = suite('measure');

const kinds = (value: unknown): string[] =>
  measure(value).excess.map(({ kind, path }) => [kind, ...path].join(' '));

test('counts what aliases expand to', () => {
  const shared = { a: [1, 2] };
  assert.is(measure({ x: shared, y: shared }).values, 9);
  assert.equal(kinds({ x: shared, y: shared }), []);
});

test('a value that expands without end takes no time', () => {
  let value: unknown = ['x'];
  for (let i = 0; i < 90; i++) value = [value, value, value];
  assert.equal(kinds(value), ['too-many']);
  assert.ok(measure(value).values > MAX_VALUES);
});

test('depth counts through what is shared', () => {
  let inner: unknown = 'x';
  for (let i = 0; i < 60; i++) inner = [inner];
  let outer: unknown = inner;
  for (let i = 0; i < 60; i++) outer = { deep: outer };
  assert.equal(kinds({ inner }), []);
  assert.is(kinds({ inner, outer })[0]?.startsWith('too-deep outer deep'), true);
});

test('circles, prototypes and inexact numbers are reported with their place', () => {
  const circle: Record<string, unknown> = { list: [] };
  (circle.list as unknown[]).push(circle);
  assert.equal(kinds(circle), ['circular list 0']);
  assert.equal(kinds(JSON.parse('{ "a": { "__proto__": 1 } }')), ['prototype-key a __proto__']);
  assert.equal(kinds({ a: [1, 2 ** 53, -(2 ** 60), 0.5, 2 ** 53 - 1] }), [
    'inexact-number a 1',
    'inexact-number a 2',
  ]);
});

test('what kustomize cannot carry is reported with its place', () => {
  for (const text of ['\u007f', 'a\u0085b', '\uffff', '\ud800', '\udc00x'])
    assert.equal(kinds({ a: text, [text]: 1 }), ['lost-character a', `lost-character ${text}`]);
  assert.equal(kinds({ a: ['😀', '\u0007', '\n', '\u2028', '\ufeff'] }), []);
  assert.equal(kinds({ ['k'.repeat(1000)]: 1 }), []);
  for (const key of ['k'.repeat(1001), '<'.repeat(200)])
    assert.equal(kinds({ [key]: 1 }), [`long-key ${key}`]);
});

test.run();
