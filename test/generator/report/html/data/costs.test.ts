import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { poolsOfFleet } from '../../../../../generator/instances/candidates/index.ts';
import { environmentCosts } from '../../../../../generator/instances/cost/environment-costs.ts';
import { createPoolCosts } from '../../../../../generator/instances/cost/pool-costs.ts';
import { cataloguePrices } from '../../../../../generator/instances/cost/price-file.ts';
import type { Fleet } from '../../../../../generator/load/index.ts';
import { type CostsData, changedCosts, costsData } from '../../../../../generator/report/html/data/costs.ts';
import { change, FLEET } from '../../../../support/fleets.ts';
import { revisionOf } from '../../../plan/helper.ts';

const test = suite('cost ceilings of a page');

const LIMITS = '        limits: { cpu: "100" }\n';

function fleetOf(text: string): Fleet {
  return revisionOf(text).fleet;
}

function costsOf(after: Fleet, before: Fleet): CostsData {
  return changedCosts({ before: { fleet: before }, after: { fleet: after } }, cataloguePrices, () => true);
}

/** FLEET with this limit, in prod in two clusters. */
function limited(cpu: number): string {
  const clusters = '        prod-1: { variables: { CLUSTER: prod-1 } }\n';
  return change(FLEET, clusters, `${clusters}        prod-2: { variables: { CLUSTER: prod-2 } }\n`).replace(
    'cpu: "100"',
    `cpu: "${cpu}"`,
  );
}

test('an environment has the sum of what instances lists for its pools, before and after', () => {
  const [before, after] = [fleetOf(limited(100)), fleetOf(limited(200))];
  const { environments, hasBase } = costsOf(after, before);
  assert.is(hasBase, true);
  assert.equal(
    environments.map(({ environment }) => environment),
    ['dev', 'prod'],
  );
  for (const [fleet, side] of [
    [before, 'before'],
    [after, 'after'],
  ] as const)
    for (const one of environments) {
      const [cost] = poolsOfFleet(fleet, () => true)
        .flatMap(({ sizes, region }) => environmentCosts(sizes, region, createPoolCosts(cataloguePrices)))
        .filter(({ environment }) => environment === one.environment);
      assert.ok(typeof cost?.ceiling === 'object');
      const { cheapest, dearest } = cost.ceiling;
      assert.equal(one[side]?.ceiling, {
        cheapest: cheapest.dollarsPerHour,
        dearest: dearest.dollarsPerHour,
        isExact: cheapest.isExact && dearest.isExact,
      });
    }
  const [dev, prod] = environments;
  assert.ok((dev?.after?.ceiling.dearest ?? 0) > (dev?.before?.ceiling.dearest ?? 0));
  assert.is(prod?.after?.ceiling.dearest, 2 * (dev?.after?.ceiling.dearest ?? 0));
});

test('pools that nothing limits are named, and are in no sum', () => {
  const unlimited = change(FLEET, LIMITS, '');
  const { environments } = costsOf(fleetOf(unlimited), fleetOf(FLEET));
  assert.equal(environments[0]?.after?.unlimited, ['general']);
  assert.equal(environments[0]?.after?.pools, [{ pool: 'general', ceiling: 'unlimited' }]);
  assert.is(environments[0]?.after?.ceiling.dearest, 0);
  assert.ok((environments[0]?.before?.ceiling.dearest ?? 0) > 0);
});

test('a budget is in dollars an hour, however it is written', () => {
  const budget = `${FLEET}  checks: { budget: { dev: { dollarsPerHour: 40 }, prod: { dollarsPerMonth: 7300 } } }\n`;
  const fleet = fleetOf(budget);
  const { environments, hasBase } = costsData({
    after: poolsOfFleet(fleet, () => true).map(({ pool, sizes, region }) => ({
      pool,
      costs: environmentCosts(sizes, region, createPoolCosts(cataloguePrices)),
    })),
    environments: ['dev', 'prod'],
    budgets: fleet.spec.checks?.budget ?? {},
  });
  assert.is(hasBase, false);
  assert.equal(
    environments.map(({ budget: most, before }) => [most, before]),
    [
      [40, undefined],
      [10, undefined],
    ],
  );
});

test('environments that come or go have one side', () => {
  const staging = `${FLEET}    staging:\n      clusters:\n        staging-1: { variables: { CLUSTER: staging-1 } }\n`;
  const { environments } = costsOf(fleetOf(staging), fleetOf(FLEET));
  assert.equal(
    environments.map(({ environment, before, after }) => [
      environment,
      before !== undefined,
      after !== undefined,
    ]),
    [
      ['dev', true, true],
      ['prod', true, true],
      ['staging', false, true],
    ],
  );
});

test.run();
