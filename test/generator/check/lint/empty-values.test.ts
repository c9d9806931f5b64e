import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { lint } from '../../../../generator/check/lint/index.ts';
import { inputOf } from './support.ts';

const test = suite('empty values, written out and from variables');

function found(value: string | null, written: string): string[] {
  const input = inputOf({ classes: { a: { role: 'node', tags: { team: value } } } });
  return lint({ ...input, writtenAt: () => written })
    .filter(({ code }) => code === 'flux-empty-value')
    .map(({ message, help }) => `${message} | ${help}`);
}

test('a value that is written out blames no variable', () => {
  assert.equal(found('', ''), ['This value is empty | Give team a value, or remove it']);
  assert.equal(found(null, '~'), ['This value is null | Give team a value, or remove it']);
  assert.equal(found(' x', ' x'), [
    'This value is padded with spaces | Remove the spaces around the value of team',
  ]);
});

test('a value that comes of a variable blames the variable', () => {
  const help = 'Set the variable for this cluster, or write the value itself (written as ';
  assert.equal(found('', '${TEAM}'), [
    `This value is empty, which is what an unset variable leaves | ${help}\${TEAM})`,
  ]);
  assert.equal(found(null, '${TEAM}'), [
    `This value is empty, which is what an unset variable leaves | ${help}\${TEAM})`,
  ]);
  assert.equal(found('x ', 'x ${TEAM}'), [
    `This value is padded with spaces, which is what an unset variable leaves | ${help}x \${TEAM})`,
  ]);
});

test('a value with text has no finding', () => {
  assert.equal(found('x', 'x'), []);
  assert.equal(found('x', '${TEAM}'), []);
});

test.run();
