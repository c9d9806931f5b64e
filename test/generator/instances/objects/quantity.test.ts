import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { quantityOf } from '../../../../generator/instances/objects/quantity.ts';

const test = suite('quantities as numbers');

test('thousandths become the float nearest to them', () => {
  for (let count = 0; count < 20_000; count += 7) assert.is(quantityOf(`${count}m`), count / 1000);
});

test('whole numbers of bytes are exact', () => {
  assert.is(quantityOf('384Gi'), 384 * 2 ** 30);
  assert.is(quantityOf('9007199254740991'), Number.MAX_SAFE_INTEGER);
  assert.is(quantityOf('-1500m'), -1.5);
});

test('what is not a quantity has no number', () => {
  assert.is(quantityOf('2 cores'), undefined);
  assert.is(quantityOf(undefined), undefined);
});

test.run();
