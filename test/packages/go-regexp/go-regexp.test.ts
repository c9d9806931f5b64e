import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Automaton } from '../../../packages/go-regexp/src/automaton.ts';
import { goRegExp } from '../../../packages/go-regexp/src/go-regexp.ts';
import { parsePattern } from '../../../packages/go-regexp/src/parse.ts';
import { programOf } from '../../../packages/go-regexp/src/program.ts';
import { compileRe2 } from '../../../packages/go-regexp/src/re2.ts';
import { readSchema } from '../../../scripts/schemas/derive.ts';
import { syncedNodes } from '../../../scripts/schemas/nodes.ts';

function automaton(pattern: string): Automaton | undefined {
  const expression = parsePattern(pattern);
  const program = expression && programOf(expression);
  return program && new Automaton(program);
}

test('means what Go means', () => {
  assert.not.ok(goRegExp('^\\s$').test('\u00a0'));
  assert.not.ok(goRegExp('^\\s$').test('\v'));
  assert.ok(goRegExp('^.$').test('\r'));
  assert.ok(goRegExp('^.$').test('😀'));
  assert.ok(goRegExp('^[[:alpha:]]+\\z').test('abc'));
  assert.ok(goRegExp('(?i)^abc$').test('ABC'));
  assert.throws(() => goRegExp('(?=a)').test('a'));
  assert.throws(() => goRegExp('a**').test('a'));
  assert.throws(() => goRegExp('(a').test('a'));
});

test('finds the leftmost match, and all', () => {
  assert.is(goRegExp('^([^/]+)').find('karpenter.sh/x'), 'karpenter.sh');
  assert.is(goRegExp('x').find('abc'), undefined);
  assert.equal(goRegExp('[0-9]').findAll('a1b2c3', -1), ['1', '2', '3']);
  assert.equal(goRegExp('[0-9]').findAll('a1b2c3', 2), ['1', '2']);
});

test('the patterns of the schemas have an automaton that agrees with RE2', async () => {
  const patterns = (await syncedNodes(readSchema)).flatMap(({ schema }) => schema.pattern ?? []);
  const letters = [...'0159ahms.-_/%+KMGTiEe @,:*\n', 'ami-', 'sg-', '1h', '5%', 'é', '😀'];
  const text = fc.array(fc.constantFrom(...letters), { maxLength: 14 }).map((parts) => parts.join(''));
  for (const pattern of new Set<string>(patterns)) {
    const ours = automaton(pattern);
    const theirs = compileRe2(pattern);
    assert.ok(ours, pattern);
    fc.assert(
      fc.property(text, (each) => ours.test(each) === theirs.test(each)),
      { numRuns: 300 },
    );
  }
});

test('any pattern that has an automaton means what it means to RE2', () => {
  const atom = fc.constantFrom(...'ab.^$', '[ab]', '[^a]', '[a-b\\-]', '\\s', '\\D', '\\.', 'é', '😀');
  const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
    pattern: fc.oneof(
      { depthSize: 'small' },
      atom,
      fc.tuple(tie('pattern'), tie('pattern')).map(([left, right]) => left + right),
      fc.tuple(tie('pattern'), tie('pattern')).map(([left, right]) => `(${left}|${right})`),
      fc
        .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '{2,}', '*?'))
        .map(([of, times]) => `(?:${of})${times}`),
    ),
  }));
  const text = fc.array(fc.constantFrom(...'ab.1 \n-', 'é', '😀'), { maxLength: 6 });
  fc.assert(
    fc.property(pattern, fc.array(text, { minLength: 5, maxLength: 5 }), (source, texts) => {
      const ours = automaton(source);
      assert.ok(ours, source);
      const theirs = compileRe2(source);
      for (const each of texts) assert.is(ours.test(each.join('')), theirs.test(each.join('')), source);
    }),
    { numRuns: 2000 },
  );
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
  assert.ok(process.cpuUsage(start).user < 6_000_000);
});

test.run();
