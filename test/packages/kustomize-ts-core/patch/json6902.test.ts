import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  applyJson6902,
  KustomizeError,
  type Value,
} from '../../../../packages/kustomize-ts-core/src/index.ts';

const DOCUMENT = { a: { b: [1, 2, 3], 'x/y': 'slash', '~': 'tilde' }, n: null };

const apply = (...operations: Value[]) => applyJson6902(DOCUMENT, operations);
const refused = (...operations: Value[]) =>
  assert.throws(
    () => apply(...operations),
    (error: unknown) => error instanceof KustomizeError,
  );

test('adds to objects and lists', () => {
  assert.equal(apply({ op: 'add', path: '/a/c', value: 1 }), {
    ...DOCUMENT,
    a: { ...DOCUMENT.a, c: 1 },
  });
  for (const [path, wanted] of [
    ['/a/b/0', [9, 1, 2, 3]],
    ['/a/b/3', [1, 2, 3, 9]],
    ['/a/b/-', [1, 2, 3, 9]],
    ['/a/b/-1', [1, 2, 3, 9]],
    ['/a/b/-2', [1, 2, 9, 3]],
  ] as const) {
    assert.equal((apply({ op: 'add', path, value: 9 }) as { a: { b: Value } }).a.b, [...wanted], path);
  }
});

test('decodes pointers', () => {
  assert.equal(apply({ op: 'remove', path: '/a/x~1y' }, { op: 'remove', path: '/a/~0' }), {
    a: { b: [1, 2, 3] },
    n: null,
  });
});

test('replaces values, and adds missing ones to objects', () => {
  assert.equal((apply({ op: 'replace', path: '/new', value: 1 }) as { new: Value }).new, 1);
  assert.equal(apply({ op: 'replace', path: '', value: {} }), {});
});

test('moves and copies', () => {
  assert.equal(apply({ op: 'move', from: '/a/b', path: '/b' }, { op: 'remove', path: '/a' }), {
    b: [1, 2, 3],
    n: null,
  });
  assert.equal(apply({ op: 'copy', from: '/a/b/0', path: '/n' }), { ...DOCUMENT, n: 1 });
});

test('does not change its input', () => {
  const before = JSON.stringify(DOCUMENT);
  apply({ op: 'remove', path: '/a/b/0' }, { op: 'add', path: '/a/b/-', value: 4 });
  assert.is(JSON.stringify(DOCUMENT), before);
});

test('rejects what does not apply', () => {
  refused({ op: 'remove', path: '/x' });
  refused({ op: 'remove', path: '/a/b/3' });
  refused({ op: 'replace', path: '/a/b/3', value: 1 });
  refused({ op: 'add', path: '/x/y', value: 1 });
  refused({ op: 'add', path: '/a/b/x', value: 1 });
  refused({ op: 'add', path: '', value: 1 });
  refused({ op: 'test', path: '/n', value: 1 });
  refused({ op: 'move', path: '/x' });
  refused({ op: 'nothing', path: '/n' });
  refused({ op: 'add' });
  refused('add');
});

test('tests by value', () => {
  assert.is(apply({ op: 'test', path: '/a/b', value: [1, 2, 3] }), DOCUMENT);
  assert.is(apply({ op: 'test', path: '/absent', value: null }), DOCUMENT);
});

test('a test that fails shows what it expected and what it got, on one line', () => {
  for (const [path, value, reason] of [
    ['/a/b/0', 2, 'testing value /a/b/0 failed: expected 2, got 1'],
    ['/a/b', 'x', 'testing value /a/b failed: expected "x", got [1,2,3]'],
    ['/n', { b: '1\n2' }, 'testing value /n failed: expected {"b":"1\\n2"}, got null'],
    ['/absent', 1, 'testing value /absent failed: expected 1, got no such field'],
    ['', {}, `testing value of the whole object failed: expected {}, got ${JSON.stringify(DOCUMENT)}`],
    ['/n', 'x'.repeat(500), `testing value /n failed: expected "${'x'.repeat(59)}…, got null`],
  ] as const) {
    assert.throws(
      () => apply({ op: 'test', path, value }),
      (error: unknown) => error instanceof KustomizeError && error.reason === reason,
      reason,
    );
  }
});

test.run();
