import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { fluxReferences } from '../../../../generator/render/index.ts';

test('references are read with their operators, those in arguments and a literal $ apart', () => {
  const found = ['${A} $B $${C}', '${D:-${E}}', '${F}', '${#G}', '${ä}'].map((text) => fluxReferences(text));
  assert.equal(
    found.map((result) => result.ok && result.value.map(({ name, required }) => [name, required])),
    [
      [['A', true]],
      [
        ['D', false],
        ['E', true],
      ],
      [['F', true]],
      [['G', true]],
      [['ä', true]],
    ],
  );
});

test('text that Flux cannot read is an error with its place', () => {
  const result = fluxReferences('ä x ${A-B}');
  assert.not.ok(result.ok);
  assert.is(!result.ok && result.error.code, 'missing-brace');
  assert.is(!result.ok && result.error.offset, 4);
});

test.run();
