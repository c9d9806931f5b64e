import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { substituteEnvsubst } from '../../../../generator/render/index.ts';

const VARIABLES = { A: '1', B: '${A}' };

test('both forms are substituted, values are not searched again, undefined is empty', () => {
  assert.is(substituteEnvsubst('$A ${A} $B ${C}. $AB ${A', VARIABLES), '1 1 ${A} .  ${A');
});

test('whatever else follows a $ stays', () => {
  const text = '$ $1 ${} ${ A } ${A:-x} $(A) \\$[A] ${A-B}';
  assert.is(substituteEnvsubst(text, VARIABLES), text);
});

test('names from the prototype of objects are not variables', () => {
  assert.is(substituteEnvsubst('[$constructor]', {}), '[]');
});

test.run();
