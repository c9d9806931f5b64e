import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { planText } from '../../../../generator/report/plan/text.ts';
import { verdictOf } from '../../../../generator/report/plan/verdict.ts';
import { change, DELIVERED, FLEET } from '../../../support/fleets.ts';
import { planOf } from '../../plan/helper.ts';

const test = suite('what a plan says of a pool as a whole');

const FLUX = DELIVERED.replace(/ {4}argocd:.*\n/, '');
const SPARE = `    spare:
      protect: true
      nodePool:
        template: { spec: { requirements: [{ key: karpenter.sh/capacity-type, operator: In, values: [spot] }] } }
        limits: { cpu: "10" }
      nodeClass: *class
`;
const CLASS = '      nodeClass:\n        role:';

/** The fleet with a second, protected pool. */
function withSpare(fleet: string): string {
  return change(
    change(fleet, CLASS, CLASS.replace(':\n', ': &class\n')),
    '  environments:\n',
    `${SPARE}  environments:\n`,
  );
}

function textOf(before: string, after: string): string {
  return planText(planOf(before, after), { color: false, verbose: false, timeZone: 'UTC' });
}

test('a pool that comes is new, in clusters that stay and in one that comes', () => {
  const text = textOf(FLUX, withSpare(FLUX));
  assert.match(text, 'no running node is touched: 1 pool is new in 2 clusters\n');
  assert.match(text, '\n  + spare  is new\n      NodePool/spare (fleet.yaml:');
  const prod2 = '        prod-2: { variables: { CLUSTER: prod-2 } }\n';
  assert.match(
    textOf(FLUX, change(FLUX, '        prod-1:', `${prod2}        prod-1:`)),
    '1 pool is new in 1 cluster\n',
  );
});

test('a change for new nodes is not a new pool', () => {
  const text = textOf(FLUX, change(FLUX, 'values: [on-demand]', 'values: [on-demand, spot]'));
  assert.match(text, '1 pool changes for new nodes only in 2 clusters\n');
});

test('a protected pool that leaves fleet.yaml stays, and its cost with it', () => {
  const plan = planOf(withSpare(FLUX), FLUX);
  assert.equal(
    plan.entries.map(({ change: one, instances }) => [verdictOf(one), instances]),
    [
      ['kept', undefined],
      ['kept', undefined],
    ],
  );
  const text = textOf(withSpare(FLUX), FLUX);
  assert.match(text, 'no running node is touched: 1 pool is no longer declared but stays in 2 clusters\n');
  assert.match(text, '    spare  is no longer declared but stays\n');
  const unprotected = planOf(withSpare(FLUX).replace('      protect: true\n', ''), FLUX);
  assert.ok(
    unprotected.entries.every(({ change: one, instances }) => verdictOf(one) === 'deleted' && instances),
  );
});

test('pools of a cluster that leaves stay where nothing deletes them', () => {
  const dev = '        dev-1: { variables: { CLUSTER: dev-1 } }\n';
  const without = (fleet: string): string =>
    change(fleet, dev, '').replace('    dev:\n      clusters:\n', '    dev: {}\n');
  assert.match(textOf(FLEET, without(FLEET)), '1 pool is no longer declared but stays in 1 cluster\n');
  assert.match(textOf(FLUX, without(FLUX)), '1 pool is deleted in 1 cluster\n');
});

const NOTE = 'note: running nodes stay; while they exceed the limit, the pool launches no node';

test('a lower limit has a note, and any other has none', () => {
  const limits = (text: string): string => FLEET.replace('        limits: { cpu: "100" }\n', text);
  const cases: [before: string, after: string, isNoted: boolean][] = [
    [FLEET, limits('        limits: { cpu: "50" }\n'), true],
    [FLEET, limits('        limits: { cpu: "0.1k" }\n'), false],
    [FLEET, limits('        limits: { cpu: "200" }\n'), false],
    [FLEET, limits('        limits: { cpu: "100", memory: 10Gi }\n'), true],
    [FLEET, limits('        limits: { cpu: "100", nodes: "5" }\n'), false],
    [FLEET, limits(''), false],
    [limits(''), FLEET, true],
    [limits(''), limits('        limits: { nodes: "5" }\n'), false],
    [
      limits('        replicas: 2\n        limits: { nodes: "5" }\n'),
      limits('        replicas: 2\n        limits: { nodes: "3" }\n'),
      false,
    ],
  ];
  for (const [before, after, isNoted] of cases) {
    const text = textOf(before, after);
    assert.match(text, 'NodePool/general spec.limits');
    assert.is(text.includes(NOTE), isNoted, text);
  }
});

test.run();
