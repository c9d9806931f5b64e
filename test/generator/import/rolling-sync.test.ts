import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { emit } from '../../../generator/emit/index.ts';
import { type ArgoCdDelivery, defineFleet, type FleetSpec } from '../../../generator/load/index.ts';
import { valueAt } from '../../../generator/load/value-at.ts';
import { importFiles, specOf } from './helper.ts';

const test = suite('import of progressive syncs');

const nodeClass = {
  amiSelectorTerms: [{ alias: 'al2023@latest' }],
  role: '${CLUSTER}',
  subnetSelectorTerms: [{ id: 'subnet-1' }],
  securityGroupSelectorTerms: [{ id: 'sg-1' }],
};
const rollingSync: NonNullable<ArgoCdDelivery['rollingSync']> = {
  steps: [
    { matchExpressions: [{ key: 'example.com/ring', operator: 'In', values: ['canary'] }] },
    { matchExpressions: [{ key: 'example.com/ring', operator: 'NotIn', values: ['canary'] }], maxUpdate: 2 },
  ],
};

function filesOf(generator: 'list' | 'clusters', steps = rollingSync): Record<string, string> {
  const cluster = (name: string) => ({ variables: { CLUSTER: name } });
  const spec: FleetSpec = {
    karpenter: '1.15',
    variables: { CLUSTER: {} },
    pools: { web: { nodePool: { template: { spec: { requirements: [] } } }, nodeClass } },
    environments: {
      dev: { clusters: { 'dev-1': cluster('dev-1') } },
      prod: {
        clusters: {
          'prod-1': { ...cluster('prod-1'), labels: { 'example.com/ring': 'canary' } },
          'prod-2': cluster('prod-2'),
        },
      },
    },
    delivery: { argocd: { repoURL: 'https://git.example.com/fleet.git', generator, rollingSync: steps } },
  };
  const { fleet } = defineFleet('web', spec, { source: 'fleet.yaml' });
  assert.ok(fleet);
  return fleet ? Object.fromEntries(emit(fleet).files) : {};
}

for (const generator of ['list', 'clusters'] as const)
  test(`steps and the labels that they refer to come back, with generator: ${generator}`, () => {
    const spec = specOf(importFiles(filesOf(generator), { name: 'web' }));
    assert.equal(valueAt(spec, ['delivery', 'argocd', 'rollingSync']), rollingSync);
    const labels = (environment: string, cluster: string) =>
      valueAt(spec, ['environments', environment, 'clusters', cluster, 'labels']);
    assert.equal(labels('prod', 'prod-1'), { 'example.com/ring': 'canary' });
    assert.is(labels('prod', 'prod-2'), undefined);
    assert.is(labels('dev', 'dev-1'), undefined);
  });

test('labels that Poolwright gives clusters come back in steps, and not as labels of clusters', () => {
  const steps: typeof rollingSync = {
    steps: (['In', 'NotIn'] as const).map((operator) => ({
      matchExpressions: [{ key: 'web.poolwright.dev/environment', operator, values: ['dev'] }],
    })),
  };
  for (const generator of ['list', 'clusters'] as const) {
    const spec = specOf(importFiles(filesOf(generator, steps), { name: 'web' }));
    assert.equal(valueAt(spec, ['delivery', 'argocd', 'rollingSync']), steps);
    assert.is(valueAt(spec, ['environments', 'dev', 'clusters', 'dev-1', 'labels']), undefined);
  }
});

test('an environment that rolls in other steps is reported', () => {
  const files = filesOf('list');
  const prod = files['argocd/prod.yaml'] ?? '';
  const other = prod.replace('maxUpdate: 2', 'maxUpdate: 3');
  assert.is.not(other, prod);
  const { diagnostics } = importFiles({ ...files, 'argocd/prod.yaml': other }, { name: 'web' });
  assert.equal(
    diagnostics
      .filter(({ message }) => message.includes('strategy'))
      .map(({ code, message }) => [code, message]),
    [
      [
        'not-imported',
        'the strategy of ApplicationSet/web-prod is not imported, since it differs from that of ApplicationSet/web-dev',
      ],
    ],
  );
});

test.run();
