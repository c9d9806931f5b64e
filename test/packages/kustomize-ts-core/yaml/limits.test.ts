import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Value } from '../../../../packages/kustomize-ts-core/src/value.ts';
import {
  emit,
  readDocuments,
  readYaml,
  YamlError,
} from '../../../../packages/kustomize-ts-core/src/yaml/index.ts';
import { cpuTime } from '../../../support/cpu-time.ts';

const SIZE = 1 << 18;

function isYamlError(reason: RegExp): (error: unknown) => boolean {
  return (error) => error instanceof YamlError && reason.test(error.reason);
}

function nest(depth: number): Value {
  let value: Value = 'x';
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

/** Time a call takes, in milliseconds. */
function time(call: () => unknown): number {
  const start = cpuTime();
  call();
  return cpuTime() - start;
}

const NESTED: Record<string, (depth: number) => string> = {
  'flow sequences': (depth) => '['.repeat(depth) + ']'.repeat(depth),
  'flow mappings': (depth) => '{a: '.repeat(depth) + '}'.repeat(depth),
  'pairs in flow sequences': (depth) => '[a: '.repeat(depth / 2) + ']'.repeat(depth / 2),
  'block sequences': (depth) => `${'- '.repeat(depth)}x`,
  'anchors and tags': (depth) => '&a [!!seq '.repeat(depth / 2) + ']'.repeat(depth / 2),
  'sequences never closed': (depth) => '['.repeat(depth),
  'keys that are mappings': (depth) => `${'? '.repeat(depth)}x`,
};

for (const [name, text] of Object.entries(NESTED)) {
  for (const read of [readYaml, readDocuments]) {
    test(`${read.name} refuses 10,000 and 1,000,000 nested ${name}`, () => {
      assert.throws(() => read(text(10_000)), isYamlError(/exceeded max depth/));
      assert.throws(() => read(text(1_000_000)), isYamlError(/exceeded max depth/));
    });
  }
}

test('500 levels of everything are read and printed', () => {
  for (const [name, text] of Object.entries(NESTED)) {
    if (!/never|keys/.test(name)) assert.type(emit(readYaml(text(500))), 'string');
  }
});

test('depth counts aliases expanded', () => {
  const lines = ['a0: &a0 [[[[[[[[[[x]]]]]]]]]]'];
  for (let index = 1; index < 60; index++)
    lines.push(`a${index}: &a${index} [[[[[[[[[*a${index - 1}]]]]]]]]]`);
  assert.throws(() => readYaml(lines.join('\n')), isYamlError(/exceeded max depth/));
});

test('values that nest too deep are not printed', () => {
  assert.throws(() => emit(nest(100_000)), isYamlError(/exceeded max depth/));
});

test('a small document that expands to a huge one is rejected as in go-yaml', () => {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
  for (let index = 1; index < 9; index++) {
    lines.push(
      `a${index}: &a${index} [${Array(9)
        .fill(`*a${index - 1}`)
        .join(', ')}]`,
    );
  }
  for (const read of [readYaml, readDocuments]) {
    assert.throws(() => read(lines.join('\n')), isYamlError(/^document contains excessive aliasing$/));
  }
});

test('an anchor within itself is an error', () => {
  assert.throws(() => readYaml('a: &a {b: *a}'), isYamlError(/^anchor 'a' value contains itself$/));
  assert.throws(() => readDocuments('a: &a [*a]'), isYamlError(/^anchor 'a' value contains itself$/));
});

test('an alias shares the value of its anchor', () => {
  const value = readYaml('a: &a {b: 1}\nc: *a\n') as { a: Value; c: Value };
  assert.is(value.a, value.c);
});

const HUGE: Record<string, string> = {
  'a plain scalar': `a: ${'x'.repeat(SIZE)}`,
  'a plain scalar of many lines': `a: ${'x\n  '.repeat(SIZE / 4)}`,
  'a plain scalar of wide spaces': `a: ${'ab  c '.repeat(SIZE / 6)}x`,
  'a quoted scalar': `a: "${'ab  c '.repeat(SIZE / 6)}"`,
  escapes: `a: "${'\\n'.repeat(SIZE / 2)}"`,
  'doubled quotes': `a: '${"''".repeat(SIZE / 2)}'`,
  'a literal scalar': `a: |\n${'  xyz\n'.repeat(SIZE / 6)}`,
  'empty lines kept': `a: >+\n  x${'\n'.repeat(SIZE)}`,
  comments: `${'# x\n\n'.repeat(SIZE / 5)}a: 1`,
  keys: Array.from({ length: SIZE / 16 }, (_, index) => `k${index}: v`).join('\n'),
  items: '- a\n'.repeat(SIZE / 4),
  'flow items': `[${'a, '.repeat(SIZE / 4)}]`,
  documents: 'a: 1\n---\n'.repeat(SIZE / 9),
  digits: `a: ${'1'.repeat(SIZE)}`,
  'blanks before a separator': `a: 1\n---${' '.repeat(SIZE)}\nb: 1`,
};

for (const [name, text] of Object.entries(HUGE)) {
  test(`256 KiB of ${name} are read and printed in less than two seconds`, () => {
    assert.ok(time(() => emit(readYaml(text))) < 2000);
    assert.ok(time(() => readDocuments(text)) < 2000);
  });
}

test('256 KiB that end in an error take as little time', () => {
  for (const text of [
    `"${'x'.repeat(SIZE)}`,
    `${'x'.repeat(SIZE)}: a`,
    `${'[a, '.repeat(400)}${'a, '.repeat(SIZE / 3)}`,
  ]) {
    assert.ok(time(() => assert.throws(() => readYaml(text), isYamlError(/./))) < 2000);
  }
});

test.run();
