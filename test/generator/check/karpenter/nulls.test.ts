import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { validateRuntime } from '../../../../generator/check/karpenter/index.ts';
import { allSchemas, withNulls } from '../../../fuzz/crd-nulls.ts';
import { Random, randomObject } from '../../../fuzz/crd-objects.ts';
import { soundObjects } from '../../../packages/crd-validator/sound.ts';

test('a null in any place of a NodePool or EC2NodeClass never throws', async () => {
  const random = new Random(4);
  let count = 0;
  for (const schema of (await allSchemas()).slice(0, 2)) {
    const kind = schema['x-kubernetes-group-version-kind'][0]?.kind;
    const objects = soundObjects.filter((object) => object.kind === kind);
    for (let run = 0; run < 20; run += 1) objects.push(randomObject(schema, random, 0));
    for (const object of objects) {
      for (const variant of withNulls(schema, object)) {
        count += 1;
        for (const karpenter of ['1.8.2', '1.15.1'])
          assert.not.throws(
            () => validateRuntime(variant, { karpenter, provider: 'aws' }),
            JSON.stringify(variant, (_key, value) => (typeof value === 'bigint' ? String(value) : value)),
          );
      }
    }
  }
  assert.ok(count > 1000, String(count));
});

test.run();
