import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hasTools, run } from '../../support/run.ts';
import { withSandbox } from '../../support/sandbox.ts';
import { emitted, load, onlyFault, type Sections } from './support.ts';

const test = suite('protection');

const FLUX = '  flux: { sourceRef: { kind: GitRepository, name: fleet } }\n';
const ARGOCD = '  argocd: { repoURL: https://git.example.com/fleet.git }\n';
const PRUNE = { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' };
const CONFIRM = { 'argocd.argoproj.io/sync-options': 'Delete=confirm,Prune=confirm' };

const environments = (dev: string, prod: string): string => `  dev:
    ${dev}
    clusters:
      dev-1: { variables: { CLUSTER: dev-1, ROLE: nodes } }
  prod:
    ${prod}
    clusters:
      prod-1: { variables: { CLUSTER: prod-1, ROLE: nodes } }
`;

function annotations(sections: Sections, file = 'base/general/nodepool.yaml'): unknown {
  const tree = emitted(sections);
  assert.equal(tree.findings(), []);
  return tree.at(file, 'metadata', 'annotations');
}

test('a protected pool is kept by each controller that delivers it', () => {
  const pool = '    protect: true\n';
  assert.equal(annotations({ pool, delivery: FLUX }), PRUNE);
  assert.equal(annotations({ pool, delivery: ARGOCD }), CONFIRM);
  assert.equal(annotations({ pool, delivery: FLUX + ARGOCD }), { ...PRUNE, ...CONFIRM });
  assert.equal(annotations({ pool, delivery: FLUX }, 'base/general/ec2nodeclass.yaml'), PRUNE);
});

test('Argo CD may be told never to delete', () => {
  const delivery = ARGOCD.replace(' }\n', ', protection: never }\n');
  assert.equal(annotations({ pool: '    protect: true\n', delivery }), {
    'argocd.argoproj.io/sync-options': 'Delete=false,Prune=false',
  });
});

test('other annotations and sync options stay', () => {
  const own = '{ team: a, "argocd.argoproj.io/sync-options": Replace=true }';
  assert.equal(annotations({ pool: `    protect: true\n    annotations: ${own}\n`, delivery: ARGOCD }), {
    team: 'a',
    'argocd.argoproj.io/sync-options': 'Replace=true,Delete=confirm,Prune=confirm',
  });
});

test('an environment protects what its pools do not, and lifts what they do', () => {
  const patch = 'overlays/prod/nodepool-general.yaml';
  assert.equal(
    annotations({ environments: environments('tier: staging', 'protect: true'), delivery: FLUX }, patch),
    PRUNE,
  );
  const lifted = {
    pool: '    protect: true\n',
    environments: environments('protect: false', 'tier: staging'),
  };
  assert.is(annotations({ ...lifted, delivery: FLUX }, 'overlays/dev/nodepool-general.yaml'), null);
});

test('a shared node class is kept with the first protected pool that uses it', () => {
  const shared = `  other:
    protect: true
    nodePool: { template: { spec: { requirements: [{ key: kubernetes.io/arch, operator: In, values: [amd64] }] } }, limits: { cpu: "9" } }
    nodeClass: common
nodeClasses:
  common: { nodeClass: { role: "\${ROLE}", amiSelectorTerms: [{ alias: al2023@v20250704 }], subnetSelectorTerms: [{ id: subnet-12345678 }], securityGroupSelectorTerms: [{ id: sg-12345678 }] } }
`;
  assert.equal(
    annotations({ pool: shared, delivery: FLUX }, 'base/node-classes/common/ec2nodeclass.yaml'),
    PRUNE,
  );
});

test('an environment with JSON6902 operations is protected by operations, too', () => {
  const operations = `pools: { general: { nodePoolJson6902: [{ op: add, path: /spec/weight, value: 5 }] } }
    protect: true`;
  const tree = emitted({ environments: environments('tier: staging', operations), delivery: FLUX });
  assert.equal(tree.at('overlays/prod/nodepool-general.json6902.yaml'), [
    { op: 'add', path: '/metadata/annotations', value: PRUNE },
    { op: 'add', path: '/spec/weight', value: 5 },
  ]);
  assert.equal(tree.findings(), []);
});

test('annotations that contradict are refused, and protection from nobody is reported', () => {
  const pool = (annotation: string) => `    protect: true\n    annotations: { ${annotation} }\n`;
  for (const annotation of [
    'kustomize.toolkit.fluxcd.io/prune: enabled',
    'argocd.argoproj.io/sync-options: Prune=false',
  ])
    assert.match(
      onlyFault({ pool: pool(annotation), delivery: FLUX + ARGOCD }),
      /^invalid-value the pool general/,
    );
  const [warning] = load({ pool: '    protect: true\n' }).diagnostics;
  assert.is(warning?.severity, 'warning');
  assert.match(String(warning?.message), /^protect has no effect/);
});

test('kubectl kustomize builds the annotations that the fleet declares', () => {
  if (!hasTools('kubectl')) return;
  const tree = emitted({
    pool: '    protect: true\n    annotations: { team: a }\n',
    environments: environments('protect: false', 'protect: true'),
    delivery: `${FLUX}${ARGOCD.replace(' }\n', ', syncWaves: true }\n')}`,
  });
  withSandbox(Object.fromEntries(tree.texts), (sandbox) => {
    const built = (environment: string) =>
      run('kubectl', ['kustomize', join(sandbox.root, 'overlays', environment)], dirname(sandbox.root))
        .stdout;
    assert.not.match(built('dev'), /prune: disabled|Prune=confirm/);
    assert.is(built('dev').match(/team: a/g)?.length, 2);
    assert.is(built('prod').match(/prune: disabled/g)?.length, 2);
    assert.is(built('prod').match(/sync-options: Delete=confirm,Prune=confirm/g)?.length, 2);
    assert.is(built('prod').match(/sync-wave: "[01]"/g)?.length, 2);
  });
});

test.run();
