import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type SubstitutionError, substituteFlux } from '../../../../generator/render/index.ts';
import { cpuTime } from '../../../support/cpu-time.ts';

const VARIABLES = { ROLE: 'node-role', UNI: 'äö', LONG: 'a'.repeat(100_000) };

function fault(text: string, strict = true): SubstitutionError {
  const result = substituteFlux(text, VARIABLES, { strict });
  if (result.ok) throw new Error(`${text.slice(0, 80)} gives ${result.value.slice(0, 80)}`);
  return result.error;
}

test('an error says where its expression starts, in units of the text', () => {
  const undefinedVariable = fault('ä😀 ${ROLE} ${MISSING}');
  assert.is(undefinedVariable.code, 'undefined-variable');
  assert.is(undefinedVariable.offset, 'ä😀 ${ROLE} '.length);
  assert.is(undefinedVariable.variable, 'MISSING');
  assert.is(fault('a ${ROLE:-b ${A-B} c}').offset, 'a ${ROLE:-b '.length);
  assert.is(fault('a ${ROLE:-b ${X:-c} c').offset, 'a '.length);
});

test('a variable undefined in the default of a defined one is an error in strict mode only', () => {
  assert.is(fault('${ROLE:-${MISSING}}').variable, 'MISSING');
  const lax = substituteFlux('${ROLE:-${MISSING}}', VARIABLES, { strict: false });
  assert.ok(lax.ok);
  assert.is(lax.value, 'node-role');
});

test('names from the prototype of objects are not variables', () => {
  for (const name of ['constructor', 'toString', '__proto__'])
    assert.is(fault(`\${${name}}`).code, 'undefined-variable');
});

test('half a character shows as replacement, its halves together as the character', () => {
  const halves = substituteFlux('${UNI:0:1}|${UNI:0:1}${UNI:1:1}', VARIABLES, { strict: true });
  assert.ok(halves.ok);
  assert.is(halves.value, '\ufffd|ä');
});

test('hostile texts end quickly in an error', () => {
  const start = cpuTime();
  assert.is(fault('${A:-'.repeat(100_000)).code, 'too-deep');
  assert.is(fault('${ROLE'.repeat(50_000)).code, 'missing-brace');
  assert.is(fault('${LONG//a/${LONG//a/${LONG}}}').code, 'too-large');
  assert.is(fault('${LONG}'.repeat(1000)).code, 'too-large');
  assert.is(fault(`\${MISSING:-${'${LONG}'.repeat(1000)}}`).code, 'too-large');
  assert.is(fault('${LONG##*b*b*b*c}').code, 'too-large');
  assert.is(fault('${LONG%%b*b*b*}').code, 'too-large');
  assert.is(fault('${#LONG}${LONG:0:1}'.repeat(1000)).code, 'too-large');
  assert.is(fault('${ROLE:1:9223372036854775807}').code, 'out-of-range');
  assert.ok(cpuTime() - start < 5000);
});

test('a large text of plain references takes no time', () => {
  const text = 'role: ${ROLE}\n'.repeat(50_000);
  const start = cpuTime();
  assert.ok(substituteFlux(text, VARIABLES, { strict: true }).ok);
  assert.ok(substituteFlux(`\${MISSING:-${'x${ROLE}'.repeat(100_000)}}`, VARIABLES, { strict: true }).ok);
  assert.ok(substituteFlux('$$'.repeat(500_000), VARIABLES, { strict: true }).ok);
  assert.ok(cpuTime() - start < 2000);
});

test.run();
