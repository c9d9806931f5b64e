import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { floatOf, goJson, goNumber, goQuote, goValue } from '../../../packages/crd-validator/src/go-text.ts';

test('quotes as Go does', () => {
  assert.is(goQuote('a"b\\c'), '"a\\"b\\\\c"');
  assert.is(goQuote('\u0000\u0007\b\t\n\v\f\r\u007f'), '"\\x00\\a\\b\\t\\n\\v\\f\\r\\x7f"');
  assert.is(goQuote('é€😀'), '"é€😀"');
  assert.is(goQuote('\u00a0\u200b\u{e0001}'), '"\\u00a0\\u200b\\U000e0001"');
});

test('prints numbers as Go does', () => {
  for (const [value, text] of [
    [0, '0'],
    [3000000, '3000000'],
    [9223372036854775807n, '9223372036854775807'],
    [9223372036854775808n, '9.223372036854776e+18'],
    [0.5, '0.5'],
    [0.00001, '1e-05'],
    [1234567.5, '1.2345675e+06'],
    [1e20, '1e+20'],
  ] as const) {
    assert.is(goNumber(value), text);
  }
});

test('an integer is an int64 or else a float', () => {
  assert.is(floatOf(2 ** 53 - 1), undefined);
  assert.is(floatOf(-(2n ** 63n)), undefined);
  assert.is(floatOf(2n ** 63n), 2 ** 63);
});

test('writes JSON with keys in order, fit for HTML', () => {
  assert.is(
    goJson({ b: [1, null, 2n ** 60n], a: '<&>\u2028' }),
    '{"a":"\\u003c\\u0026\\u003e\\u2028","b":[1,null,1152921504606846976]}',
  );
  assert.is(goValue('<'), '"<"');
});

test.run();
