import { readFile } from 'node:fs/promises';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { knownFormat, stringFormats } from '../../../packages/crd-validator/src/formats.ts';
import { textsOf } from './format-texts.ts';

const answers = new URL('fixtures/formats.json', import.meta.url);
const valid = JSON.parse(await readFile(answers, 'utf8')) as Record<string, string[]>;

test('accepts what the API server accepts', () => {
  for (const [format, check] of Object.entries(stringFormats)) {
    const texts = textsOf(format);
    assert.ok(texts.length > 0, format);
    assert.equal(texts.filter(check), valid[format], format);
  }
});

test('goes by names without hyphens, and knows no others', () => {
  assert.is(knownFormat('k8s-short-name'), 'k8sshortname');
  assert.is(knownFormat('date-time'), 'datetime');
  for (const name of ['UUID', 'int32', 'constructor', '', undefined]) assert.is(knownFormat(name), undefined);
});

test('takes time in proportion to the text', () => {
  const million = 1_000_000;
  const texts = [
    '1',
    'a',
    ':',
    '.',
    '(',
    '"\\',
    '=',
    '%41',
    '[',
    'a.',
    '1 ',
    '1:',
    ' ',
    '::',
    'http://a@',
    '=?',
    ' a',
    '😀',
  ];
  const start = process.cpuUsage();
  for (const text of texts) {
    const long = text.repeat(million / text.length);
    for (const check of Object.values(stringFormats))
      for (const hostile of [long, `${long}!`, `http://${long}`, `"${long}`, `a@[${long}`]) check(hostile);
  }
  assert.ok(process.cpuUsage(start).user < 20_000_000);
});

test.run();
