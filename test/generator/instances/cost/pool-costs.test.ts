import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createPoolCosts } from '../../../../generator/instances/cost/pool-costs.ts';
import { cataloguePrices } from '../../../../generator/instances/cost/price-file.ts';
import { readPool } from '../../../../generator/instances/objects/pool.ts';

const test = suite('costs of equal pools');

function pool(name: string, cpu: string) {
  const value = { kind: 'NodePool', metadata: { name }, spec: { limits: { cpu }, template: { spec: {} } } };
  return readPool(value, new Map());
}

test('pools that differ in their names alone are computed once, and one with another limit or region again', () => {
  let asked = 0;
  const costOf = createPoolCosts((type, region) => {
    asked += 1;
    return cataloguePrices(type, region);
  });
  const first = costOf(pool('a', '100'), 'us-east-1');
  const once = asked;
  assert.ok(once > 0);
  assert.is(costOf(pool('b', '100'), 'us-east-1'), first);
  assert.is(asked, once);
  const larger = costOf(pool('a', '200'), 'us-east-1');
  assert.not.equal(larger.ceiling, first.ceiling);
  assert.ok(asked > once);
  assert.is.not(costOf(pool('a', '100'), 'eu-west-1'), first);
});

test.run();
