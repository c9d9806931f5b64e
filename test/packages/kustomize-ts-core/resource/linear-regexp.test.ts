import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { LinearRegExp } from '../../../../packages/kustomize-ts-core/src/resource/linear-regexp.ts';

const atom = fc.constantFrom(
  'a',
  'b',
  '.',
  '[ab]',
  '[^a]',
  '\\w',
  '\\.',
  'x',
  '\\b',
  '^',
  '$',
  '[]a]',
  '[a-c.]',
);
const repeat = fc.constantFrom('', '', '', '*', '+', '?', '*?', '{2}', '{0,2}', '{1,}');
const { expression } = fc.letrec<{ expression: string; part: string }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 3 },
    fc.tuple(atom, repeat).map(([text, suffix]) => (/^(\\b|\^|\$)$/.test(text) ? text : text + suffix)),
    fc
      .tuple(fc.constantFrom('(', '(?:'), tie('expression'), repeat)
      .map(([open, inner, suffix]) => `${open}${inner})${suffix}`),
  ),
  expression: fc.oneof(
    { maxDepth: 3 },
    fc.array(tie('part'), { maxLength: 4 }).map((parts) => parts.join('')),
    fc.tuple(tie('part'), tie('part')).map(([left, right]) => `${left}|${right}`),
  ),
}));

test('matches what the native engine matches', () => {
  const texts = fc
    .array(fc.constantFrom('a', 'b', 'c', 'x', '.', ']', '-'), { maxLength: 8 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(expression, texts, fc.constantFrom('', 'i'), (source, text, flags) => {
      let native: RegExp;
      try {
        native = new RegExp(source, flags);
      } catch {
        return;
      }
      assert.is(
        new LinearRegExp(source, flags).test(text),
        native.test(text),
        `/${source}/${flags} in '${text}'`,
      );
    }),
    { numRuns: 3000, seed: 1 },
  );
});

test('takes no longer for expressions that others choke on', () => {
  const start = performance.now();
  for (const source of [
    '^(a+)+$',
    '^(a|a)*$',
    '^(a|aa)+$',
    '^.*.*.*.*.*.*x$',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
  ]) {
    assert.not(new LinearRegExp(source, '').test(`${'a'.repeat(2000)}!`));
  }
  assert.ok(performance.now() - start < 20_000);
});

test('refuses what is too large', () => {
  assert.throws(
    () => new LinearRegExp('((a{100}){100}){100}', ''),
    (error: unknown) => error instanceof RangeError,
  );
});

test.run();
