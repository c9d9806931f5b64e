import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { RevisionState } from '../../../generator/check/update/revision.ts';
import { openCrds } from '../../../generator/crds/karpenter.ts';
import { emit } from '../../../generator/emit/index.ts';
import { makePlan } from '../../../generator/plan/plan.ts';
import { createUnchanged } from '../../../generator/plan/unchanged.ts';
import { change, DELIVERED, FLEET } from '../../support/fleets.ts';
import { NOON, revisionOf } from './helper.ts';

const test = suite('clusters that get the same from two revisions');

const textsOf = ({ fleet }: RevisionState) => ({ fleet, texts: emit(fleet).files });

/** The clusters that are known to get the same; a plan that skips them must be the one that looks at them. */
function unchanged(before: string, after: string): string[] {
  const revisions = { before: revisionOf(before), after: revisionOf(after) };
  const isUnchanged = createUnchanged(textsOf(revisions.before), textsOf(revisions.after));
  const input = { ...revisions, crds: openCrds(), at: NOON };
  assert.equal(makePlan({ ...input, isUnchanged }), makePlan(input));
  return [
    ...new Set([...revisions.before.environments.keys(), ...revisions.after.environments.keys()]),
  ].filter(isUnchanged);
}

const inProd = (text: string): string => change(DELIVERED, '    prod:\n', `    prod:\n      ${text}\n`);

test('all clusters where nothing, or nothing that reaches them, differs', () => {
  for (const fleet of [FLEET, DELIVERED]) {
    assert.equal(unchanged(fleet, fleet), ['dev-1', 'prod-1']);
    assert.equal(unchanged(fleet, `${fleet}# a comment\n`), ['dev-1', 'prod-1']);
  }
});

test('those of other environments and clusters', () => {
  assert.equal(unchanged(DELIVERED, inProd('pools: { general: { nodePool: { limits: { cpu: "5" } } } }')), [
    'dev-1',
  ]);
  for (const fleet of [FLEET, DELIVERED])
    assert.equal(unchanged(fleet, change(fleet, '{ CLUSTER: dev-1 }', '{ CLUSTER: dev-2 }')), ['prod-1']);
  assert.equal(unchanged(DELIVERED, inProd('protect: true')), ['dev-1']);
  assert.equal(unchanged(DELIVERED, inProd('karpenter: "1.14"')), ['dev-1']);
  assert.equal(unchanged(DELIVERED, inProd('kubernetes: "1.34"')), ['dev-1']);
});

test('none where a pool, the versions or the delivery of all differ', () => {
  for (const [from, to] of [
    ['cpu: "100"', 'cpu: "50"'],
    ['karpenter: "1.15"', 'karpenter: "1.14"'],
    ['name: flux-system }', 'name: flux-system }, prune: false'],
    ['name: web', 'name: store'],
    ['web.git }', 'web.git, preserveResourcesOnDeletion: true }'],
    ['web.git }', 'web.git, generator: clusters }'],
  ] as const)
    assert.equal(unchanged(DELIVERED, change(DELIVERED, from, to)), [], to);
});

test('not a cluster that moves, comes or goes', () => {
  const moved = FLEET.replace(/ {8}prod-1: .*\n/, '')
    .replace(/( {8}dev-1: .*\n)/, '$1        prod-1: { variables: { CLUSTER: prod-1 } }\n')
    .replace('    prod:\n      clusters:\n', '    prod: {}\n');
  assert.equal(unchanged(FLEET, moved), ['dev-1']);
  const fewer = DELIVERED.replace(/ {4}prod:\n.*\n.*prod-1.*\n/, '');
  assert.not.equal(fewer, DELIVERED);
  assert.not.ok(unchanged(DELIVERED, fewer).includes('prod-1'));
  assert.not.ok(unchanged(fewer, DELIVERED).includes('prod-1'));
});

test.run();
