import { readdirSync, readFileSync } from 'node:fs';
import { isObject, type Value } from '@kustomize-ts/core';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { isFreeText, isWord, lintKey } from '../../../../../generator/check/lint/fast/alike.ts';
import { lint } from '../../../../../generator/check/lint/index.ts';
import type { Path } from '../../../../../generator/render/index.ts';
import { type Case, inputOf, lineOf } from '../support.ts';

const test = suite('clusters alike for lint');

const folder = new URL('../fixtures/', import.meta.url);
const cases = readdirSync(folder).flatMap((file) => {
  const { fail, pass }: { fail: Case[]; pass: Case[] } = parse(readFileSync(new URL(file, folder), 'utf8'));
  return [...fail, ...pass];
});

/** The case with a word in every field of free text of its node classes, those that it leaves out included. */
function withWord(one: Case, word: string): Case {
  const classes = Object.entries(one.classes ?? { default: {} }).map(([name, spec]) => {
    const full = {
      role: '',
      instanceProfile: '',
      tags: { team: '' },
      subnetSelectorTerms: [{ tags: { team: '' } }],
      ...spec,
    };
    return [name, replaced(full, ['spec'], word)];
  });
  return { ...one, classes: Object.fromEntries(classes) };
}

function replaced(value: Value, path: Path, word: string): Value {
  if (typeof value === 'string' && isFreeText(path)) return word;
  if (Array.isArray(value)) return value.map((item, i) => replaced(item, [...path, i], word));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, replaced(item, [...path, key], word)]),
  );
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCXYZ0123456789_.-'.split('');
const twoWords = fc
  .integer({ min: 1, max: 140 })
  .chain((length) =>
    fc.tuple(
      ...[0, 1].map(() =>
        fc.string({ unit: fc.constantFrom(...letters), minLength: length, maxLength: length }),
      ),
    ),
  );

test('no rule tells two words of one length apart in free text', () => {
  fc.assert(
    fc.property(twoWords, ([first = '', second = '']) => {
      assert.ok(isWord(first) && isWord(second));
      for (const one of cases) {
        const found = [first, second].map((word) => lint(inputOf(withWord(one, word))).map(lineOf));
        assert.equal(found[0], found[1], `${JSON.stringify(one)} with ${first} and ${second}`);
      }
    }),
    { numRuns: 10 },
  );
});

test('clusters have the same key only where free text takes words of one length', () => {
  const object = { kind: 'EC2NodeClass', name: 'a' } as never;
  const keyOf = lintKey([
    { object, path: ['spec', 'role'], text: 'node-${CLUSTER}' },
    { object, path: ['spec', 'amiSelectorTerms', 0, 'alias'], text: '${ALIAS}' },
  ]);
  const key = (CLUSTER: string, ALIAS = 'a') => keyOf({ variables: { CLUSTER, ALIAS } });
  assert.is(key('east-1'), key('west-2'));
  for (const other of ['east-10', 'east/1', 'east 1', '$east1', '']) assert.is.not(key('east-1'), key(other));
  assert.is.not(key('east-1', 'a'), key('east-1', 'b'));
});

test.run();
