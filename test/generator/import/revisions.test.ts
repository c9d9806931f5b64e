import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { emit } from '../../../generator/emit/index.ts';
import { defineFleet, type FleetSpec } from '../../../generator/load/index.ts';
import { valueAt } from '../../../generator/load/value-at.ts';
import { importFiles, specOf } from './helper.ts';

const test = suite('import of revisions');

const nodeClass = {
  amiSelectorTerms: [{ alias: 'al2023@latest' }],
  role: '${CLUSTER}',
  subnetSelectorTerms: [{ id: 'subnet-1' }],
  securityGroupSelectorTerms: [{ id: 'sg-1' }],
};

/** What is imported of a fleet with this revision, whose files are changed before. */
function imported(targetRevision: string, changed: (text: string) => string = (text) => text): unknown {
  const spec: FleetSpec = {
    karpenter: '1.15',
    variables: { CLUSTER: {} },
    pools: { web: { nodePool: { template: { spec: { requirements: [] } } }, nodeClass } },
    environments: {
      dev: { clusters: { 'dev-1': { variables: { CLUSTER: 'dev-1' } } } },
      prod: { clusters: { 'prod-1': { variables: { CLUSTER: 'prod-1' } } } },
    },
    delivery: { argocd: { repoURL: 'https://git.example.com/fleet.git', targetRevision } },
  };
  const { fleet } = defineFleet('web', spec, { source: 'fleet.yaml' });
  assert.ok(fleet);
  const files = fleet ? [...emit(fleet).files].map(([path, text]) => [path, changed(text)] as const) : [];
  const read = specOf(importFiles(Object.fromEntries(files), { name: 'web' }));
  return valueAt(read, ['delivery', 'argocd', 'targetRevision']);
}

test('a revision for each environment, named after it, comes back as it was', () => {
  assert.is(imported('env/{environment}'), 'env/{environment}');
  assert.is(imported('main'), 'main');
  assert.is(imported('HEAD'), undefined);
});

test('revisions that are not named after their environments are not taken for a pattern', () => {
  assert.is(
    imported('env/{environment}', (text) => text.replace('env/prod', 'live')),
    'env/dev',
  );
});

test.run();
