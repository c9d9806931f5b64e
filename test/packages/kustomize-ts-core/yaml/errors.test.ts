import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  emit,
  readDocuments,
  readYaml,
  resolveScalar,
  YamlError,
} from '../../../../packages/kustomize-ts-core/src/yaml/index.ts';

function errorOf(call: () => unknown): YamlError {
  try {
    call();
  } catch (error) {
    if (error instanceof YamlError) return error;
    throw error;
  }
  throw new Error('no error');
}

const CASES: [text: string, line: number, column: number, reason: string][] = [
  ['a: b: c\n', 1, 5, 'mapping values are not allowed in this context'],
  ['a: 1\nb: "x\n', 3, 1, 'found unexpected end of stream'],
  ['a:\n  - b\n c: d\n', 3, 2, 'did not find expected key'],
  ['a: 1\n\tb: 2\n', 2, 1, 'found a tab character that violates indentation'],
  ['a: 1\nb: *x\n', 2, 4, "unknown anchor 'x' referenced"],
  ['a: 1\nb: x\u0007y\n', 2, 5, 'control characters are not allowed'],
  ['a: 1\nb: [.inf]\n', 2, 5, 'unsupported value: +Inf'],
  ['a:\n  b: !!int x\n', 2, 6, 'cannot decode !!str `x` as a !!int'],
];

for (const [text, line, column, reason] of CASES) {
  test(`readYaml reports the place: ${JSON.stringify(text)}`, () => {
    const error = errorOf(() => readYaml(text));
    assert.equal([error.line, error.column, error.reason], [line, column, reason]);
  });
}

test('readDocuments counts lines from the start of the file', () => {
  const error = errorOf(() => readDocuments('a: 1\n---\n# c\n---\nb: 1\nb: 2\n'));
  assert.equal([error.line, error.column], [6, 1]);
  assert.match(error.reason, /^mapping key "b" already defined/);
});

test('readDocuments reports every duplicate, with the line of the first key', () => {
  const error = errorOf(() => readDocuments('a: 1\nb: 1\nb: 2\na: 2\na: 3\n'));
  const told = [...error.message.matchAll(/line (\d).*key "(\w)" already defined at line (\d)/g)];
  assert.equal(
    told.map(([, again, key, first]) => `${key} ${first} ${again}`),
    ['a 1 4', 'a 1 5', 'b 2 3', 'a 4 5'],
  );
});

test('duplicates within a mapping with duplicates are not reported', () => {
  const error = errorOf(() => readDocuments('x: {a: 1, a: 2}\nx: {b: 1, b: 2}\n'));
  assert.is(error.message, 'yaml: unmarshal errors:\n  line 2: mapping key "x" already defined at line 1');
});

test('a hundred thousand duplicates are reported without delay', () => {
  assert.match(errorOf(() => readDocuments('a: 1\n'.repeat(100_000))).message, /unmarshal errors/);
});

test('a syntax error comes before an error of decoding', () => {
  for (const text of ['a: 1\na: 2\nb: [\n', 'a: {[b]: c}\nb: [\n', 'a: !!int x\nb: [\n', 'a: .inf\nb: [\n']) {
    assert.match(errorOf(() => readDocuments(text)).reason, /did not find expected/);
  }
});

test('a later key can replace an invalid value', () => {
  assert.equal(readYaml('a: .inf\na: 1\n'), { a: 1 });
  assert.equal(readYaml('a: {~: x}\na: 1\n'), { a: 1 });
  assert.match(errorOf(() => readYaml('a: {~: x}\n')).reason, /not a string/);
});

test('readDocuments rejects text after a separator', () => {
  const error = errorOf(() => readDocuments('a: 1\n---\nb: 1\n--- c: 1\n'));
  assert.equal([error.line, error.message], [4, 'invalid document separator: --- c: 1']);
});

test('readDocuments rejects keys that are not strings below the root', () => {
  for (const text of ['a: {1: b}', 'a: {true: b}', 'a: {2001-01-01: b}', 'a: {~: b}', '{[a]: b}']) {
    assert.match(errorOf(() => readDocuments(text)).reason, /not a string|invalid map key/);
  }
});

test('resolveScalar and emit reject what JSON cannot express', () => {
  assert.is(errorOf(() => resolveScalar('.nan')).reason, 'unsupported value: NaN');
  assert.is(errorOf(() => emit({ a: Number.NEGATIVE_INFINITY })).message, 'json: unsupported value: -Inf');
});

test('a YamlError has its name', () => {
  const error = errorOf(() => readYaml('['));
  assert.is(error.name, 'YamlError');
  assert.instance(error, Error);
});

test.run();
