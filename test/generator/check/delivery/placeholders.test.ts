import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { checkPlaceholders } from '../../../../generator/check/delivery/placeholders.ts';
import { loadFleet } from '../../../../generator/load/index.ts';
import { change, FLEET, placeIn } from '../../../support/fleets.ts';
import { memoryHost } from '../../load/helper.ts';

const test = suite('names in braces in the values of variables');

/** `PLACE: MESSAGE` of each finding. */
function found(text: string): string[] {
  const { fleet } = loadFleet(memoryHost({ 'fleet.yaml': text }));
  assert.ok(fleet);
  return checkPlaceholders(fleet).map(
    ({ at, message }) => `${at?.file}:${at?.line}:${at?.column}: ${message}`,
  );
}

const inEnvironment = (value: string): string =>
  change(FLEET, '    prod:\n', `    prod:\n      variables: { CLUSTER: '${value}' }\n`);

test('{cluster} alone is filled in', () => {
  for (const value of ['{cluster}', 'a-{cluster}-b', '${cluster}', '{"a": 1}', '{}', '{1}'])
    assert.equal(found(inEnvironment(value)), [], value);
  const fleet = inEnvironment('{cluster}-{foo}-{Cluster}');
  assert.equal(found(fleet), [
    `${placeIn(fleet, "'{cluster}")}: {foo}, {Cluster} stay as written: only {cluster} is filled in`,
  ]);
});

test('so in a default', () => {
  const fleet = change(FLEET, 'Name of the EKS cluster }', 'Name, default: "{cluster}-{env}" }');
  assert.equal(found(fleet), [
    `${placeIn(fleet, '"{cluster}')}: {env} stays as written: only {cluster} is filled in`,
  ]);
  assert.equal(found(change(fleet, '-{env}', '')), []);
});

test('nothing is in the value of a single cluster', () => {
  const fleet = change(FLEET, 'CLUSTER: prod-1', 'CLUSTER: "{cluster}"');
  assert.equal(found(fleet), [
    `${placeIn(fleet, '"{cluster}"')}: {cluster} stays as written: nothing is filled in for the value of a single cluster`,
  ]);
});

test.run();
