import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Automaton } from '../../../../packages/go-regexp/src/fast/automaton.ts';
import { GoRegExpError } from '../../../../packages/go-regexp/src/index.ts';
import { Matcher } from '../../../../packages/go-regexp/src/matcher.ts';
import { parse } from '../../../../packages/go-regexp/src/parse.ts';
import { compile, type Program } from '../../../../packages/go-regexp/src/program.ts';
import { readSchema } from '../../../../scripts/schemas/derive.ts';
import { syncedNodes } from '../../crd-validator/synced-nodes.ts';
import { regExpQuestions } from '../questions.ts';

function programOf(pattern: string): Program | undefined {
  try {
    return compile(parse(pattern), pattern);
  } catch (error) {
    if (error instanceof GoRegExpError) return undefined;
    throw error;
  }
}

function assertSame(program: Program, text: string, pattern: string): boolean {
  const matches = new Matcher(program).find(text, 0, true) !== undefined;
  assert.is(new Automaton(program).test(text), matches, `${pattern} in ${JSON.stringify(text)}`);
  return matches;
}

test('random patterns match the same texts as by the matcher', () => {
  const counts = { matching: 0, other: 0 };
  for (const { pattern, texts } of regExpQuestions(3000, 42)) {
    const program = programOf(pattern);
    if (program === undefined || !Automaton.canRun(program)) continue;
    for (const text of texts) counts[assertSame(program, text, pattern) ? 'matching' : 'other'] += 1;
  }
  assert.ok(counts.matching > 1000 && counts.other > 1000, JSON.stringify(counts));
});

test('one automaton serves many texts, and starts again when it has grown large', () => {
  const program = programOf('^(a|[^b]{1,3}b)*[éa-m]$');
  assert.ok(program);
  const automaton = new Automaton(program);
  const matcher = new Matcher(program);
  for (let point = 0x100; point < 0x4000; point += 1) {
    const text = `${String.fromCharCode(point)}b${point % 3 === 0 ? 'é' : 'z'}`;
    assert.is(automaton.test(text), matcher.find(text, 0, true) !== undefined, text);
  }
});

test('the patterns of the schemas have an automaton, and match the same texts', async () => {
  const patterns = (await syncedNodes(readSchema)).flatMap(({ schema }) => schema.pattern ?? []);
  const letters = [...'0159ahms.-_/%+KMGTiEe @,:*\n', 'ami-', 'sg-', '1h', '5%', 'é', '😀'];
  const text = fc.array(fc.constantFrom(...letters), { maxLength: 14 }).map((parts) => parts.join(''));
  assert.ok(patterns.length > 100);
  for (const pattern of new Set<string>(patterns)) {
    const program = programOf(pattern);
    assert.ok(program && Automaton.canRun(program), pattern);
    fc.assert(
      fc.property(text, (each) => {
        assertSame(program, each, pattern);
      }),
      { numRuns: 200 },
    );
  }
});

test.run();
