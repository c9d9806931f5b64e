import { readdirSync, readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { lint } from '../../../../generator/check/lint/index.ts';
import { mayBecome } from '../../../../generator/check/lint/written-text.ts';
import { valueAt } from '../../../../generator/load/value-at.ts';
import { objectName } from '../../../../generator/render/index.ts';
import { type Case, inputOf } from './support.ts';

const test = suite('text with variables in help');

const folder = new URL('fixtures/', import.meta.url);
const cases = readdirSync(folder).flatMap((file): Case[] => {
  const { fail }: { fail: Case[] } = parse(readFileSync(new URL(file, folder), 'utf8'));
  return fail;
});

/** Ways to write a value with a variable: all of it, and the last word. */
const WRITTEN: readonly ((value: string) => string)[] = [
  () => '${VALUE}',
  (value) => value.replace(/[A-Za-z0-9]+(?=[^A-Za-z0-9]*$)/, '${VALUE}'),
];

test('help that proposes a value for a field keeps the variable that the field is written with', () => {
  const codes = new Set<string>();
  for (const one of cases)
    for (const write of WRITTEN) {
      const input = inputOf(one);
      const objects = new Map(input.objects.map((object) => [objectName(object), object]));
      const textOf = (object: string, path: readonly (string | number)[]): string | undefined => {
        const value = valueAt(objects.get(object) ?? null, path);
        return typeof value === 'string' && !value.includes('\n') && !value.includes('$') ? value : undefined;
      };
      const writtenAt = (object: string, path: readonly (string | number)[]): string | undefined => {
        const value = textOf(object, path);
        return value === undefined ? undefined : write(value);
      };
      for (const { code, object, path, help } of lint({ ...input, writtenAt })) {
        if (textOf(object, path) === undefined || !/^(?:Set|Write|Use|Name|Change|Select)\b/.test(help))
          continue;
        assert.match(help, '${VALUE}', `${code} of ${object} ${path.join('.')}`);
        codes.add(code);
      }
    }
  for (const code of [
    'iam-name',
    'ami-parameter',
    'ami-version-format',
    'bytes-without-unit',
    'wrong-label-domain',
  ])
    assert.ok(codes.has(code), code);
});

test('the part of an ARN that is proposed is the part that is written', () => {
  const role = 'arn:aws:iam::1234:role/shop-1';
  const helpFor = (written: string): string | undefined =>
    lint({ ...inputOf({ classes: { a: { role } } }), writtenAt: () => written }).find(
      ({ code }) => code === 'iam-name',
    )?.help;
  assert.is(helpFor('arn:aws:iam::1234:role/${CLUSTER}'), 'Write role: ${CLUSTER}');
  assert.is(
    helpFor('arn:aws:iam::${ACCOUNT}:role/shop-1'),
    'Write role: shop-1 (written as arn:aws:iam::${ACCOUNT}:role/shop-1)',
  );
  assert.is(helpFor(role), 'Write role: shop-1');
  // what is written elsewhere is not what the field comes of
  assert.match(helpFor('eu-${CLUSTER}') ?? '', /^Write role: shop-1/);
});

test('a text with variables may become what its other characters allow', () => {
  for (const [written, value, expected] of [
    ['${A}', '', true],
    ['a-${A}.${B}', 'a-1.2', true],
    ['a-${A}.${B}', 'a-1,2', false],
    ['${A}', 'two\nlines', true],
    ['a', 'a', false],
  ] as const)
    assert.is(mayBecome(written, value), expected, written);
});

test.run();
