import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { checkRollingSync } from '../../../../generator/check/delivery/rolling-sync.ts';
import { stepsOf, syncedAtOnce } from '../../../../generator/load/rolling-sync.ts';
import { fleetOf, load } from '../../emit/support.ts';

const test = suite('steps of rollingSync');

const VALUES = 'variables: { CLUSTER: a, ROLE: b }';
const ENVIRONMENTS = `  dev:
    clusters:
      dev-1: { ${VALUES} }
  prod:
    clusters:
      prod-1: { labels: { ring: canary }, ${VALUES} }
      prod-2: { labels: { ring: rest }, ${VALUES} }
`;
const ring = (operator: string, ...values: string[]): string =>
  `matchExpressions: [{ key: ring, operator: ${operator}, values: [${values.join(', ')}] }]`;

function sections(steps: readonly string[], generator = 'list'): { environments: string; delivery: string } {
  const list = steps.map((step) => `        - { ${step} }\n`).join('');
  return {
    environments: ENVIRONMENTS,
    delivery: `  argocd:\n    repoURL: https://git.example.com/fleet.git\n    generator: ${generator}\n    rollingSync:\n      steps:\n${list}`,
  };
}

/** `SEVERITY message (line)` of each finding. */
function findings(...steps: string[]): string[] {
  return findingsWith('list', steps);
}

function findingsWith(generator: string, steps: readonly string[]): string[] {
  return checkRollingSync(fleetOf(sections(steps, generator))).map(
    ({ severity, message, at }) => `${severity} ${message} (${at?.line})`,
  );
}

test('each cluster in one step, and a cluster in each step, is right', () => {
  assert.equal(findings(ring('In', 'canary'), `${ring('NotIn', 'canary')}, maxUpdate: 25%`), []);
  assert.equal(findings('maxUpdate: 1'), []);
});

test('a cluster of no step is never synced', () => {
  assert.equal(findings(ring('In', 'canary')), [
    'error no step of rollingSync selects dev-1 and 1 more, so Argo CD never syncs them (25)',
  ]);
});

test('a cluster of two steps waits for itself', () => {
  assert.equal(findings(ring('NotIn', 'rest'), ring('NotIn', 'other')), [
    'error steps 1 and 2 of rollingSync both select dev-1 and 1 more: step 2 waits until step 1 is healthy, and therefore for itself (25)',
  ]);
});

test('a step without clusters is reported at its place', () => {
  assert.equal(findings('maxUpdate: 1', ring('In', 'early')), [
    'warning step 2 of rollingSync selects no cluster (37)',
  ]);
});

test('a label that the API server rejects is an error', () => {
  const { environments, delivery } = sections(['maxUpdate: 1']);
  const wrong = load({ environments: environments.replace('ring: rest', 'ring: "the rest!"'), delivery });
  assert.match(wrong.diagnostics[0]?.message ?? '', /ring|pattern|label/);
  assert.is(wrong.diagnostics[0]?.severity, 'error');
});

test('steps select by the labels that Poolwright gives clusters, with either generator', () => {
  const by = (label: string, operator: string, value: string): string =>
    `matchExpressions: [{ key: test.poolwright.dev/${label}, operator: ${operator}, values: [${value}] }]`;
  for (const generator of ['list', 'clusters']) {
    const found = (...steps: string[]): string[] => findingsWith(generator, steps);
    assert.equal(found(by('environment', 'In', 'dev'), by('environment', 'NotIn', 'dev')), []);
    assert.equal(found(by('cluster', 'In', 'prod-1'), by('cluster', 'NotIn', 'prod-1')), []);
    assert.equal(found(by('environment', 'NotIn', 'dev')), [
      'error no step of rollingSync selects dev-1, so Argo CD never syncs it (25)',
    ]);
  }
});

test('all expressions of a step must match, and a missing label is an empty one', () => {
  const steps = [
    {
      matchExpressions: [
        { key: 'ring', operator: 'In' as const, values: ['canary'] },
        { key: 'region', operator: 'NotIn' as const, values: ['eu'] },
      ],
    },
    { matchExpressions: [{ key: 'ring', operator: 'In' as const, values: [''] }] },
  ];
  assert.equal(stepsOf({ steps }, { ring: 'canary' }), [0]);
  assert.equal(stepsOf({ steps }, { ring: 'canary', region: 'eu' }), []);
  assert.equal(stepsOf({ steps }, {}), [1]);
});

test('a percentage is rounded down, and is one cluster at least', () => {
  const most = (maxUpdate: number | string | undefined, clusters: number): number =>
    syncedAtOnce(maxUpdate === undefined ? {} : { maxUpdate }, clusters);
  assert.equal(
    [most(undefined, 7), most(3, 7), most(9, 7), most(0, 7), most('50%', 7), most('1%', 7), most('0%', 7)],
    [7, 3, 7, 0, 3, 1, 0],
  );
});

test.run();
