import { readdirSync, readFileSync } from 'node:fs';
import { isObject, type Value } from '@kustomize-ts/core';
import fc from 'fast-check';
import { parse } from 'yaml';
import { isFreeText } from '../../../../../generator/check/lint/fast/alike.ts';
import { lint } from '../../../../../generator/check/lint/index.ts';
import type { Path } from '../../../../../generator/render/index.ts';
import { type Case, inputOf, lineOf } from '../support.ts';

const folder = new URL('../fixtures/', import.meta.url);
/** Every case of every rule. */
export const CASES: readonly Case[] = readdirSync(folder).flatMap((file) => {
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
/** Two words of one length. */
export const twoWords: fc.Arbitrary<string[]> = fc
  .integer({ min: 1, max: 140 })
  .chain((length) =>
    fc.tuple(
      ...[0, 1].map(() =>
        fc.string({ unit: fc.constantFrom(...letters), minLength: length, maxLength: length }),
      ),
    ),
  );

/** What the rules find in a case that has a word in every field of free text. */
export function findingsWith(one: Case, word: string): string[] {
  return lint(inputOf(withWord(one, word))).map(lineOf);
}
