import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { affectedEnvironments, declaredIn } from '../../../generator/gate/affected.ts';
import { loadFleet } from '../../../generator/load/index.ts';
import { change } from '../../support/fleets.ts';
import { FLEET } from './support.ts';

/** The environments that a change of `fleet.yaml` from one text to another affects, sorted. */
function affected(
  before: string | undefined,
  after: string | undefined,
  ...generated: string[]
): string[] | undefined {
  const { fleet } = loadFleet({ readFile: () => FLEET, glob: () => [] });
  if (!fleet) throw new Error('the fleet of these tests is wrong');
  const changed = [...(before === after ? [] : ['fleet.yaml']), ...generated];
  const versions = {
    before: (path: string) => declaredIn(path, before),
    after: (path: string) => declaredIn(path, after),
  };
  const found = affectedEnvironments(fleet, changed, (path) => path === 'fleet.yaml', versions);
  return found && [...found].toSorted();
}

test('a change of what one environment declares affects it alone', () => {
  assert.equal(affected(FLEET, change(FLEET, '"200"', '"300"')), ['prod']);
  assert.equal(affected(FLEET, change(FLEET, 'CLUSTER: dev-1', 'CLUSTER: dev-one')), ['dev']);
  const both = change(change(FLEET, '"200"', '"300"'), 'CLUSTER: dev-1', 'CLUSTER: dev-one');
  assert.equal(affected(FLEET, both), ['dev', 'prod']);
  const third = `${FLEET}    test: { clusters: { test-1: { variables: { CLUSTER: test-1 } } } }\n`;
  assert.equal(affected(FLEET, third), ['test']);
  assert.equal(affected(third, FLEET), ['test']);
});

test('a change of how it is written affects none', () => {
  assert.equal(affected(FLEET, `# a remark\n${FLEET}`), []);
});

test('a change of anything else may affect all', () => {
  assert.is(affected(FLEET, change(FLEET, '"100"', '"50"')), undefined);
  assert.is(affected(FLEET, change(FLEET, 'name: gated', 'name: other')), undefined);
  assert.is(affected(FLEET, change(FLEET, '"1.15"', '"1.14"')), undefined);
  assert.is(affected(FLEET, change(FLEET, 'metadata:', 'include: [a.yaml]\nmetadata:')), undefined);
  assert.is(affected(undefined, FLEET), undefined);
});

test('a text that cannot be read, or that is not a mapping, may affect all', () => {
  for (const text of ['spec: [', '- a', '', 'spec: 1', 'spec: { environments: [] }']) {
    assert.is(affected(text, FLEET), undefined, text);
    assert.is(affected(FLEET, text), undefined, text);
  }
});

test('an anchor is followed to where it is used', () => {
  const anchored = change(FLEET, 'limits: { cpu: "100" }', 'limits: &limits { cpu: "100" }');
  const used = change(anchored, 'limits: { cpu: "200" }', 'limits: *limits');
  assert.is(affected(used, change(used, '"100"', '"50"')), undefined);
});

test('a part of a fleet in a file of its own affects what it declares', () => {
  const part = 'spec: { environments: { west: { clusters: {} } } }\n';
  assert.equal(affected(undefined, part), ['west']);
  assert.equal(affected(part, undefined), ['west']);
  assert.equal(affected(undefined, `kind: Fleet\n${part}`), ['west']);
  assert.is(affected(undefined, 'spec: { pools: { other: {} } }\n'), undefined);
});

test('a generated file affects the environment that it is for', () => {
  assert.equal(affected(FLEET, FLEET, 'overlays/prod/kustomization.yaml'), ['prod']);
  assert.equal(affected(FLEET, FLEET, 'clusters/dev-1/variables.env', 'argocd/prod.yaml'), ['dev', 'prod']);
  assert.equal(affected(FLEET, FLEET, 'clusters/foreign/notes.txt'), []);
  assert.is(affected(FLEET, FLEET, 'base/general/nodepool.yaml'), undefined);
  assert.equal(affected(FLEET, FLEET, 'argocd/clusters/dev-1.yaml'), ['dev']);
});

test.run();
