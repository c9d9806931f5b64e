import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type TemplateFault, toTemplate, variablesIn } from '../../../generator/load/template.ts';
import { substituteEnvsubst, substituteFlux } from '../../../generator/render/index.ts';
import { cpuTime } from '../../support/cpu-time.ts';

const test = suite('templates');

const DECLARED = { declared: { A: {}, LONG_1: {} }, isScript: false };
const SCRIPT = { ...DECLARED, isScript: true };
const VALUES = { A: 'one', LONG_1: '$A ${A} $$', DOLLAR: '$' };

const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '$',
        '{',
        '}',
        '${',
        '$${',
        '${A}',
        '${LONG_1}',
        '$A',
        'A',
        ':-',
        '#',
        '(',
        '\\',
        ' ',
        '\n',
      ),
      fc.string({ maxLength: 3 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** What the author means: declared variables filled in, `$${` a literal `${`, every other `$` itself. */
function meant(source: string): string {
  return source.replace(/\$\$\{|\$\{(A|LONG_1)\}/g, (match, name: 'A' | 'LONG_1' | undefined) =>
    name ? VALUES[name] : match.slice(1),
  );
}

test('envsubst and strict Flux make of a template what its author means', () => {
  fc.assert(
    fc.property(text, (source) => {
      const faults: TemplateFault[] = [];
      const template = toTemplate(source, DECLARED, (fault) => faults.push(fault));
      if (faults.some(({ kind }) => kind !== 'unbraced')) return;
      assert.is(substituteEnvsubst(template, VALUES), meant(source));
      const flux = substituteFlux(template, VALUES, { strict: true });
      assert.is(typeof flux === 'string' ? flux : flux.ok && flux.value, meant(source));
    }),
    { numRuns: 2000 },
  );
});

test('a template names the variables it needs', () => {
  assert.equal(variablesIn(toTemplate('${A}-$x-${LONG_1}-${A}', DECLARED)), ['A', 'DOLLAR', 'LONG_1', 'A']);
  assert.equal(variablesIn('no dollar'), []);
});

test('faults name the construct and what it starts with', () => {
  const faults: TemplateFault[] = [];
  toTemplate('${B} ${A:-x} ${A ${toString}', DECLARED, (fault) => faults.push(fault));
  assert.equal(faults, [
    { text: '${B}', offset: 0, name: 'B', kind: 'undeclared' },
    { text: '${A:-x}', offset: 5, name: 'A', kind: 'operator' },
    { text: '${A ${toString}', offset: 13, name: 'A', kind: 'operator' },
    { text: '${toString}', offset: 17, name: 'toString', kind: 'undeclared' },
  ]);
});

test('in a script, ${ with an undeclared name is literal, and with a declared one it is not', () => {
  const kinds: string[] = [];
  const source = '${HOME} ${PORT:-80} ${A} $A ${A:-x}';
  const template = toTemplate(source, SCRIPT, ({ kind }) => kinds.push(kind));
  assert.equal(kinds, ['literal', 'literal', 'unbraced', 'operator']);
  assert.is(substituteEnvsubst(template.replace(' ${A:-x}', ''), VALUES), '${HOME} ${PORT:-80} one $A');
});

test('a long text without an end is read in time', () => {
  const start = cpuTime();
  toTemplate('${A'.repeat(50_000), DECLARED);
  assert.ok(cpuTime() - start < 1000);
});

test.run();
