import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createColors } from '../../../generator/report/colors.ts';

const test = suite('colors');

test('a text has the codes of its color around it, or stays as it is', () => {
  const { bold, dim, red } = createColors(true);
  assert.is(bold('pool'), '\u001b[1mpool\u001b[22m');
  assert.is(dim('-->'), '\u001b[2m-->\u001b[22m');
  assert.is(red('error'), '\u001b[31merror\u001b[39m');
  for (const paint of Object.values(createColors(false))) assert.is(paint('pool'), 'pool');
});

test.run();
