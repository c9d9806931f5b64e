import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { embeddedJson } from '../../../../generator/report/html/embedded-json.ts';

const test = suite('JSON in a page');

test('a script element cannot be left, and the value stays the same', () => {
  const value = { '</script>': ['<!--', '\u2028\u2029', '\u202ertl', 'tab\there', '&lt;', 'ü😀'] };
  const text = embeddedJson(value);
  assert.not.match(text, /[<\u2028\u2029\u202e]/);
  assert.equal(JSON.parse(text), value);
});

test.run();
