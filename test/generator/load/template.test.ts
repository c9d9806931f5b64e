import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type TemplateFault, toTemplate, variablesIn } from '../../../generator/load/template.ts';
import { substituteEnvsubst, substituteFlux } from '../../../generator/render/index.ts';

const test = suite('templates');

const DECLARED = { A: {}, LONG_1: {} };
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
      if (faults.length > 0) return;
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
    { text: '${B}', name: 'B', kind: 'undeclared' },
    { text: '${A:-x}', name: 'A', kind: 'operator' },
    { text: '${A ${toString}', name: 'A', kind: 'operator' },
    { text: '${toString}', name: 'toString', kind: 'undeclared' },
  ]);
});

test('a long text without an end is read in time', () => {
  const start = performance.now();
  toTemplate('${A'.repeat(50_000), DECLARED);
  assert.ok(performance.now() - start < 1000);
});

test.run();
