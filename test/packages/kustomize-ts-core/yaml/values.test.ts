import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Value, ValueObject } from '../../../../packages/kustomize-ts-core/src/value.ts';
import {
  emit,
  emitDocuments,
  readDocuments,
  readYaml,
  readYamlStrict,
  resolveScalar,
  YamlError,
} from '../../../../packages/kustomize-ts-core/src/yaml/index.ts';
import { values, yamlTexts } from '../../../fuzz/yaml-texts.ts';

const SCALARS: [text: string, value: Value][] = [
  ['yes', true],
  ['Off', false],
  ['~', null],
  ['', null],
  ['0123', 83],
  ['1_000', 1000],
  ['1e3', 1000],
  ['0x1F', 31],
  ['-0', 0],
  ['-0.0', 0],
  ['012345678901', 12345678901],
  ['089', 89],
  ['9007199254740993', 9007199254740993n],
  ['18446744073709551615', 18446744073709551615n],
  ['18446744073709551616', 2 ** 64],
  ['1e400', '1e400'],
  ['2001-01-01', '2001-01-01'],
  ['1:30', '1:30'],
  ['<<', '<<'],
  ['x${V}', 'x${V}'],
];

for (const [text, value] of SCALARS) {
  test(`resolveScalar(${JSON.stringify(text)})`, () => {
    const resolved = resolveScalar(text);
    assert.ok(Object.is(resolved, value), String(resolved));
  });
}

test('readYamlStrict rejects a duplicate key, of which readYaml takes the last', () => {
  for (const text of ['a: 1\na: 2\n', 'a: 1\nb: {}\na: 2\n']) {
    assert.is((readYaml(text) as { a: number }).a, 2);
    assert.throws(
      () => readYamlStrict(text),
      (error: Error) => error instanceof YamlError,
    );
  }
  const merged = 'x: &x {a: 1}\ny: {<<: *x, a: 2}\n';
  assert.equal(readYamlStrict(merged), readYaml(merged));
});

test('readYaml takes the first of several documents, and null of an empty stream', () => {
  assert.equal(readYaml('a: 1\n---\nb: 2\n'), { a: 1 });
  assert.is(readYaml('# nothing\n'), null);
});

test('empty documents and null are dropped', () => {
  assert.equal(readDocuments('---\n---\n# c\n---\n~\n---\n{}\n'), []);
});

test('__proto__ is a key like any other', () => {
  for (const value of [
    readYaml('__proto__: {a: 1}\n'),
    readDocuments('x: &x {__proto__: {a: 1}}\n<<: *x\n')[0],
  ]) {
    assert.ok(Object.hasOwn(value as ValueObject, '__proto__'));
    assert.is(Object.getPrototypeOf(value), Object.prototype);
    assert.match(emit(value as Value), /^__proto__:\n {2}a: 1$/m);
  }
});

test('keys named like methods of objects are not duplicates', () => {
  assert.equal(
    Object.keys(readDocuments('toString: 1\nconstructor: 2\nhasOwnProperty: 3\n')[0] as ValueObject).length,
    3,
  );
});

test('documents are printed with separators', () => {
  assert.is(emitDocuments([{ a: 1 }, { b: [] }]), 'a: 1\n---\nb: []\n');
  assert.is(emitDocuments([]), '');
});

test('bigints are printed exactly', () => {
  assert.is(
    emit([18446744073709551615n, -9223372036854775808n]),
    '- 18446744073709551615\n- -9223372036854775808\n',
  );
});

/** Printed without quotes it reads as a merge key, which it is not; kustomize does the same. */
const MERGE_KEY = /(?:^|[ -])<<:/m;

test('what is printed reads back as the same value', () => {
  const property = fc.property(values, (value) => {
    let text: string;
    try {
      text = emit(value as Value);
    } catch (error) {
      if (error instanceof YamlError) return;
      throw error;
    }
    if (MERGE_KEY.test(text)) return;
    assert.is(emit(readYaml(text)), text);
    if (typeof value === 'object' && value !== null && Object.keys(value).length > 0) {
      assert.is(emitDocuments(readDocuments(text)), text);
    }
  });
  fc.assert(property, { numRuns: 500, seed: 1 });
});

test('a reader throws nothing but YamlError for any text', () => {
  const property = fc.property(fc.oneof(yamlTexts, fc.string({ unit: 'binary' })), (text) => {
    for (const read of [readYaml, readDocuments]) {
      try {
        read(text);
      } catch (error) {
        if (!(error instanceof YamlError)) throw error;
      }
    }
  });
  fc.assert(property, { numRuns: 500, seed: 1 });
});

test.run();
