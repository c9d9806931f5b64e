import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { lint } from '../../../../generator/check/lint/index.ts';
import { inputOf } from './support.ts';

const test = suite('variables that stay, in fields and in values');

function found(role: string, written: string): { message: string; help: string }[] {
  return lint({ ...inputOf({ classes: { a: { role } } }), writtenAt: () => written })
    .filter(({ code }) => code === 'unsubstituted-variable')
    .map(({ message, help }) => ({ message, help }));
}

test('a variable in the value of another one is not substituted again', () => {
  assert.equal(found('node-${CLUSTER}', '${ROLE}'), [
    {
      message:
        'Karpenter gets "${CLUSTER}" as it is: the value of ${ROLE} contains it, and a value is not substituted again',
      help: 'Write the text itself in the value in place of ${CLUSTER}, or write ${CLUSTER} in this field beside ${ROLE}',
    },
  ]);
});

test('a variable that the field itself keeps is to be declared', () => {
  for (const written of ['node-$${CLUSTER}', 'node-${CLUSTER}', '${NAME}-$${CLUSTER}'])
    for (const { help } of found('node-${CLUSTER}', written)) assert.match(help, /^(?:Declare|Remove)/);
  assert.is(found('node-${CLUSTER}', 'node-$${CLUSTER}').length, 1);
});

test('a value without a variable has no finding', () => {
  assert.equal(found('node-dev-1', '${ROLE}'), []);
});

test.run();
