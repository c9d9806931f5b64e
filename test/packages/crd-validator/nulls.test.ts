import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createValidator } from '../../../packages/crd-validator/src/index.ts';
import { allSchemas, withNulls } from '../../fuzz/crd-nulls.ts';
import { Random, randomObject } from '../../fuzz/crd-objects.ts';

test('a null in any place of any object never throws, on create and on update', async () => {
  const random = new Random(3);
  for (const schema of await allSchemas()) {
    const validator = createValidator([schema]);
    let count = 0;
    for (let run = 0; run < 8 && count < 1200; run += 1) {
      const object = randomObject(schema, random, 0);
      for (const variant of withNulls(schema, object)) {
        count += 1;
        if (count >= 1200) break;
        assert.not.throws(
          () => {
            validator.validate(variant);
            validator.validate(variant, object);
            validator.validate(object, variant);
          },
          JSON.stringify(variant, (_key, value) => (typeof value === 'bigint' ? String(value) : value)),
        );
      }
    }
    assert.ok(count > 100, String(count));
  }
});

test.run();
