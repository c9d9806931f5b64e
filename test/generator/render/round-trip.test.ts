import { emit, type Value } from '@kustomize-ts/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { checkYamlRoundTrip } from '../../../generator/render/round-trip.ts';

test('a value is safe to write when YAML reads it unchanged', () => {
  const cases: [Value, boolean][] = [
    [{ a: 'é', b: [1.5, 10n ** 18n] }, true],
    [{ a: 'word: x', 'b c': ['- x', '# c', '~', '012', 'yes', '0x1f'], c: { d: null, e: true } }, true],
    [[' a\nb'], true],
    [{ '<<': 'a' }, false],
    [{ a: '\ud800' }, false],
  ];
  for (const [written, expected] of cases) assert.is(checkYamlRoundTrip(written), expected, emit(written));
});

test.run();
