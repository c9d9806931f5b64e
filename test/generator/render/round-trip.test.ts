import { emit, readYaml, type Value } from '@kustomize-ts/core';
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { equal } from '../../../generator/load/merge.ts';
import { isRoundTripSafe, survivesText } from '../../../generator/render/round-trip.ts';

const characters = [...' \n-:#?!&*|>\'"%@`{}[],~=<.+/$()0123456789_xXeobyYnNtrufals\\;^é\t'];
const unit = fc.constantFrom(...characters);
const word = fc.constantFrom('word', '- x', 'key: v', '# c', '---', '...', '? q', '"q"', "'q'", '', '  in');
const text = fc.oneof(
  fc.string({ unit, maxLength: 30 }),
  fc.array(word, { maxLength: 40 }).map((words) => words.join(' ')),
  fc.array(word, { maxLength: 8 }).map((lines) => lines.join('\n')),
  fc.constantFrom('true', 'yes', '012', '1_000', '0x1f', '1e3', '2001-01-01', '<<', '~', '190:20:30', ''),
);
const key = fc.oneof(
  fc.string({ unit, maxLength: 12 }),
  fc.constantFrom('a', '1', 'true', '<<', '__proto__'),
);
const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium' },
    text,
    fc.oneof(fc.maxSafeInteger(), fc.double({ noNaN: true, noDefaultInfinity: true })),
    fc.constantFrom(null, true, false),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  ),
}));

test('what surely survives is read as it was written', () => {
  let sure = 0;
  const property = fc.property(value, (written) => {
    if (!isRoundTripSafe(written)) return;
    sure++;
    assert.ok(equal(readYaml(emit(written)), written), emit(written));
  });
  fc.assert(property, { numRuns: 5000 });
  assert.ok(sure > 1000);
});

test('the others are tried', () => {
  const cases: [Value, boolean][] = [
    [{ a: 'é', b: [1.5, 10n ** 18n] }, true],
    [[' a\nb'], true],
    [{ '<<': 'a' }, false],
    [{ a: '\ud800' }, false],
  ];
  for (const [written, survives] of cases) {
    assert.not(isRoundTripSafe(written));
    assert.is(survivesText(written), survives, emit(written));
  }
});

test.run();
