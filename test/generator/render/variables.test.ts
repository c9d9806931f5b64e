import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { envsubstUses, fluxUses, pathText } from '../../../generator/render/index.ts';
import { nodePool } from './fixtures.ts';

const OBJECT = nodePool({ a: '${A} $B $${C}', list: ['${D:-${E}}'], '${F}': { g: '${#G}' } });

test('Flux reads braces with its operators', () => {
  const { uses, errors } = fluxUses(OBJECT);
  const found = uses.map(({ name, path, required }) => [name, pathText(path), required]);
  assert.equal(found, [
    ['A', 'spec.a', true],
    ['D', 'spec.list[0]', false],
    ['E', 'spec.list[0]', true],
    ['F', 'spec["${F}"]', true],
    ['G', 'spec["${F}"].g', true],
  ]);
  assert.equal(errors, []);
});

test('envsubst reads plain names, with or without braces', () => {
  const found = envsubstUses(OBJECT).map(({ name, path }) => [name, pathText(path)]);
  assert.equal(found, [
    ['A', 'spec.a'],
    ['B', 'spec.a'],
    ['C', 'spec.a'],
    ['E', 'spec.list[0]'],
    ['F', 'spec["${F}"]'],
  ]);
});

test('text that Flux cannot read is an error with its place', () => {
  const [error] = fluxUses(nodePool({ a: 'x ${A-B}' })).errors;
  assert.is(error?.code, 'bad-substitution');
  assert.is(error?.object, 'NodePool/x');
  assert.equal(error?.path, ['spec', 'a']);
});

test.run();
