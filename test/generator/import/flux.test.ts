import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { valueAt } from '../../../generator/load/value-at.ts';
import { BOTH, CLASS, importFiles, POOL, specOf } from './helper.ts';

const test = suite('import of Flux Kustomizations');

const GPU = `${POOL}---\n${CLASS}`.replaceAll('general', 'gpu').replaceAll('name: default', 'name: gpu');

const flux = (path: string, more = '', name = 'pools'): string =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: ${name}, namespace: flux-system }\nspec:\n  interval: 10m\n  path: ${path}\n  prune: true\n  sourceRef: { kind: GitRepository, name: flux-system }\n${more}`;

const cpu = (value: string): string =>
  `  patches:\n    - target: { kind: NodePool }\n      patch: |\n        - { op: replace, path: /spec/limits/cpu, value: "${value}" }\n`;

const kustomization = 'resources: [pools.yaml]\n';

const environmentsOf = (result: ReturnType<typeof importFiles>): string[] =>
  (result.fleet?.imported.environments ?? [])
    .map(({ name, clusters }) => `${name}: ${clusters.toSorted().join(', ')}`)
    .toSorted();

for (const [what, own] of [
  ['a kustomization', { 'pools/kustomization.yaml': kustomization }],
  ['a folder of files', {}],
] as const)
  test(`applies patches of the Kustomization to ${what}`, () => {
    const files = {
      ...own,
      'pools/pools.yaml': BOTH,
      'clusters/dev-1/pools.yaml': flux('./pools'),
      'clusters/prod-1/pools.yaml': flux('./pools', cpu('900')),
    };
    const result = importFiles(files);
    const spec = specOf(result);
    assert.equal(result.diagnostics, []);
    const limits = ['dev', 'prod'].map(
      (name) =>
        valueAt(spec, ['environments', name, 'pools', 'general', 'nodePool', 'limits', 'cpu']) ??
        valueAt(spec, ['environments', name, 'pools', 'general', 'nodePoolJson6902', 0, 'value']),
    );
    const base = valueAt(spec, ['pools', 'general', 'nodePool', 'limits', 'cpu']);
    assert.equal(
      limits.map((value) => String(value ?? base)),
      ['100', '900'],
    );
    assert.equal(result.fleet?.old.remove, Object.keys(files).sort());
  });

test('applies prefix, components, common metadata and older patches; images and a namespace change no pool', () => {
  const more = `  namePrefix: x-
  components: [../part]
  commonMetadata: { labels: { team: platform } }
  images: [{ name: a, newTag: b }]
  targetNamespace: web
  patchesStrategicMerge:
    - { apiVersion: karpenter.sh/v1, kind: NodePool, metadata: { name: general }, spec: { limits: { memory: 9Gi } } }
  patchesJson6902:
    - target: { kind: NodePool, name: general }
      patch: [{ op: add, path: /spec/weight, value: 7 }]
`;
  const result = importFiles({
    'pools/kustomization.yaml': kustomization,
    'pools/pools.yaml': BOTH.replace('EC2NodeClass, name: default', 'EC2NodeClass, name: x-default'),
    'part/kustomization.yaml':
      'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches:\n  - target: { kind: NodePool }\n    patch: |\n      - { op: replace, path: /spec/limits/cpu, value: "44" }\n',
    'clusters/prod-1/pools.yaml': flux('./pools', more),
  });
  const [target] = result.fleet?.imported.targets ?? [];
  const pool = target?.objects.find(({ kind }) => kind === 'NodePool');
  assert.is(pool?.name, 'x-general');
  assert.is(valueAt(pool?.object ?? {}, ['metadata', 'labels', 'team']), 'platform');
  assert.equal(valueAt(pool?.object ?? {}, ['spec', 'limits']), { cpu: '44', memory: '9Gi' });
  assert.is(valueAt(pool?.object ?? {}, ['spec', 'weight']), 7);
});

test('reports patches that cannot be applied at the Kustomization, and keeps its files', () => {
  const files = {
    'pools/kustomization.yaml': kustomization,
    'pools/pools.yaml': BOTH,
    'clusters/dev-1/pools.yaml': flux('./pools'),
    'clusters/prod-1/pools.yaml': flux(
      './pools',
      '  patches:\n    - target: { kind: NodePool }\n      patch: |\n        - { op: remove, path: /spec/none }\n',
    ),
  };
  const { diagnostics, fleet } = importFiles(files);
  const [error] = diagnostics.filter(({ severity }) => severity === 'error');
  assert.is(
    `${error?.code} ${error?.at?.file}:${error?.at?.line}`,
    'render-failed clusters/prod-1/pools.yaml:9',
  );
  assert.equal(fleet?.old.remove, ['clusters/dev-1/pools.yaml']);
  assert.ok(fleet?.isProven);
});

test('makes one cluster of Kustomizations in one folder that apply different pools', () => {
  const cluster = (name: string): Record<string, string> => ({
    [`clusters/${name}/apps/pools.yaml`]: flux('./infra/karpenter'),
    [`clusters/${name}/apps/gpu.yaml`]: flux('./infra/gpu', '', 'gpu-pools'),
  });
  const files = {
    ...cluster('eu-prod'),
    ...cluster('us-dev'),
    'infra/karpenter/pools.yaml': BOTH,
    'infra/gpu/pools.yaml': GPU,
  };
  const result = importFiles(files);
  assert.equal(environmentsOf(result), ['dev: us-dev', 'prod: eu-prod']);
  assert.equal(Object.keys(specOf(result).pools as object).sort(), ['general', 'gpu']);
  assert.equal(result.fleet?.old.remove, Object.keys(files).sort());
  assert.equal(
    result.diagnostics.map(({ code, severity, at }) => `${severity} ${code} ${at?.file}:${at?.line}`),
    Object.keys(files)
      .filter((file) => file.endsWith('apps/gpu.yaml'))
      .sort()
      .map((file) => `warning delivery-renamed ${file}:3`),
  );
});

test('imports nothing of a Kustomization whose value another one of the cluster has and it takes from a Secret', () => {
  const substitute = '  postBuild: { substitute: { CLUSTER: prod-1 } }\n';
  const from = '  postBuild: { substituteFrom: [{ kind: Secret, name: vars }] }\n';
  const files = {
    'clusters/prod-1/pools.yaml': flux('./infra/karpenter', substitute),
    'clusters/prod-1/gpu.yaml': flux('./infra/gpu', from, 'gpu-pools'),
    'infra/karpenter/pools.yaml': BOTH.replaceAll('node-role', '${CLUSTER}'),
    'infra/gpu/pools.yaml': GPU.replaceAll('node-role', '${CLUSTER}'),
  };
  const { diagnostics, fleet } = importFiles(files);
  const [error] = diagnostics.filter(({ severity }) => severity === 'error');
  assert.is(error?.at?.file, 'clusters/prod-1/gpu.yaml');
  assert.equal(fleet?.old.remove, ['clusters/prod-1/pools.yaml', 'infra/karpenter/pools.yaml']);
});

const REGIONS = Object.fromEntries(
  ['eu', 'us'].flatMap((region) =>
    ['dev', 'prod'].map((one) => [`clusters/${region}/${one}/pools.yaml`, flux(`./pools/${one}`)]),
  ),
);
const OVERLAYS = {
  'pools/base/kustomization.yaml': kustomization,
  'pools/base/pools.yaml': BOTH,
  'pools/dev/kustomization.yaml': 'resources: [../base]\n',
  'pools/prod/kustomization.yaml': 'resources: [../base]\n',
};

test('names clusters of one name in several environments apart', () => {
  const files = { ...OVERLAYS, ...REGIONS };
  const result = importFiles(files);
  assert.equal(
    result.diagnostics.map(({ code, severity, at }) => `${severity} ${code} ${at?.file}`),
    Object.keys(REGIONS)
      .sort()
      .map((file) => `warning delivery-moved ${file}`),
  );
  assert.equal(environmentsOf(result), ['dev: eu-dev, us-dev', 'prod: eu-prod, us-prod']);
  assert.equal(result.fleet?.old.remove, Object.keys(files).sort());
  const below = importFiles({
    ...OVERLAYS,
    'clusters/dev/eu-1/pools.yaml': flux('./pools/dev'),
    'clusters/prod/eu-1/pools.yaml': flux('./pools/prod'),
  });
  assert.equal(environmentsOf(below), ['dev: dev-eu-1', 'prod: prod-eu-1']);
  const named = importFiles({
    ...OVERLAYS,
    'clusters/dev/blue/pools.yaml': flux('./pools/dev'),
    'clusters/dev/green/pools.yaml': flux('./pools/dev'),
    'clusters/prod/apps/pools.yaml': flux('./pools/prod'),
  });
  assert.equal(environmentsOf(named), ['dev: dev-blue, dev-green', 'prod: prod']);
});

test('imports a cluster of a folder of Kustomizations, and keeps the base that others use', () => {
  const files = { ...OVERLAYS, ...REGIONS };
  const clusters = [{ environment: 'prod', name: 'main', path: 'clusters/eu/prod' }];
  const result = importFiles(files, { clusters });
  specOf(result);
  assert.equal(environmentsOf(result), ['prod: main']);
  assert.equal(result.fleet?.old.remove, ['clusters/eu/prod/pools.yaml']);
  const alone = { ...OVERLAYS, 'clusters/eu/prod/pools.yaml': flux('./pools/prod') };
  const { 'pools/dev/kustomization.yaml': _, ...only } = alone;
  assert.equal(importFiles(only, { clusters }).fleet?.old.remove, Object.keys(only).sort());
});

test('a cluster of each environment by layout has its own name, and a folder of an application is not a cluster', () => {
  const plain = importFiles({ 'clusters/prod/eu-1/p.yaml': BOTH, 'clusters/dev/eu-1/p.yaml': BOTH });
  assert.equal(environmentsOf(plain), ['dev: dev-eu-1', 'prod: prod-eu-1']);
  const apps = importFiles({ 'clusters/prod/karpenter/p.yaml': BOTH, 'clusters/dev/karpenter/p.yaml': BOTH });
  assert.equal(environmentsOf(apps), ['dev: dev', 'prod: prod']);
});

test('says which field of a second Kustomization the first one does not have', () => {
  const { diagnostics } = importFiles({
    'clusters/dev-1/pools.yaml': flux('./pools', '  suspend: true\n'),
    'clusters/prod-1/pools.yaml': flux('./pools'),
    'pools/pools.yaml': BOTH,
  });
  assert.equal(
    diagnostics.map(({ severity, message }) => `${severity} ${message.split(' than')[0]}`),
    ['warning the Kustomization of prod-1 has a different suspend'],
  );
});

/** The finding about Flux of two clusters, whose Kustomizations are these. */
function foundFor(dev: string, prod: string): string[] {
  const { diagnostics } = importFiles({
    'pools/kustomization.yaml': kustomization,
    'pools/pools.yaml': BOTH,
    'clusters/dev-1/pools.yaml': dev,
    'clusters/prod-1/pools.yaml': prod,
  });
  return diagnostics.map(({ at, message }) => `${at?.file}:${at?.line} ${message}`);
}

test('what one Kustomization has and the first lacks, or has otherwise, is reported with its line', () => {
  const plain = flux('./pools');
  const than = (field: string): string =>
    `the Kustomization of prod-1 has a different ${field} than the first one; delivery.flux has one for all clusters`;
  assert.equal(foundFor(plain, plain), []);
  assert.equal(foundFor(plain, flux('./pools', '  force: false\n  dependsOn: []\n')), []);
  const file = 'clusters/prod-1/pools.yaml';
  assert.equal(foundFor(flux('./pools', '  timeout: 3m\n'), plain), [`${file}:4 ${than('timeout')}`]);
  assert.equal(foundFor(plain, flux('./pools', '  timeout: 3m\n')), [`${file}:9 ${than('timeout')}`]);
  assert.equal(foundFor(plain, plain.replace('name: flux-system }', 'name: other }')), [
    `${file}:8 ${than('sourceRef')}`,
  ]);
  assert.equal(foundFor(plain, plain.replace('namespace: flux-system', 'namespace: infra')), [
    `${file}:3 ${than('namespace')}`,
  ]);
});

test('health checks of its own, annotations and fields that a fleet cannot express are reported', () => {
  const annotated = (text: string): string =>
    flux('./pools').replace('namespace: flux-system }', `namespace: flux-system, annotations: { ${text} } }`);
  const cannot = (file: string, line: number, field: string): string =>
    `clusters/${file}-1/pools.yaml:${line} the Kustomization of ${file}-1 has ${field}, which delivery.flux cannot express`;
  const plain = flux('./pools');
  assert.equal(foundFor(plain, annotated('example.com/team: web')), [
    cannot('prod', 3, 'metadata.annotations'),
  ]);
  assert.equal(foundFor(plain, annotated('reconcile.fluxcd.io/requestedAt: "1"')), []);
  const checks =
    "  wait: true\n  healthCheckExprs: [{ apiVersion: karpenter.sh/v1, kind: NodePool, current: 'true' }]\n";
  const own = flux('./pools', checks);
  assert.equal(foundFor(own, own), [
    cannot('dev', 10, 'healthCheckExprs'),
    cannot('prod', 10, 'healthCheckExprs'),
  ]);
  const more = flux('./pools', '  ignoreMissingComponents: true\n  deletionPolicy: Orphan\n');
  assert.equal(foundFor(plain, more), [
    cannot('prod', 9, 'ignoreMissingComponents'),
    cannot('prod', 10, 'deletionPolicy'),
  ]);
});

test('a ConfigMap that is not in the sources and optional, or one of several, is reported', () => {
  const files = (references: string): Record<string, string> => ({
    'pools/kustomization.yaml': kustomization,
    'pools/pools.yaml': BOTH.replace('role: node-role', 'role: ${ROLE}'),
    'clusters/prod-1/pools.yaml': flux('./pools', `  postBuild: { substituteFrom: [${references}] }\n`),
  });
  const found = (references: string): string[] => {
    const result = importFiles(files(references));
    assert.equal(valueAt(specOf(result), ['delivery', 'flux', 'substituteFrom']), [
      { kind: 'ConfigMap', name: 'a', variables: ['ROLE'] },
    ]);
    return result.diagnostics.map(({ at, message }) => `${at?.line} ${message}`);
  };
  const taken = '9 the Kustomization of prod-1 takes ROLE from ConfigMap/a';
  assert.equal(found('{ kind: ConfigMap, name: a }'), []);
  assert.equal(found('{ kind: ConfigMap, name: a, optional: true }'), [
    `${taken}, which is optional; the fleet requires it, since the variables have no other value`,
  ]);
  assert.equal(found('{ kind: ConfigMap, name: a }, { kind: Secret, name: b }'), [
    `${taken} or Secret/b, which are not in the sources; the fleet takes all of them from ConfigMap/a`,
  ]);
});

test('reports a Kustomization of pools whose folder is missing, and not one of something else', () => {
  const files = (name?: string): Record<string, string> => ({
    'pools/pools.yaml': BOTH,
    'clusters/prod-1/pools.yaml': flux('./pools'),
    'clusters/prod-2/pools.yaml': flux('./pools-gpu', '', name),
  });
  const [missing, ...others] = importFiles(files()).diagnostics;
  assert.equal(others, []);
  assert.is(missing?.code, 'not-imported');
  assert.match(
    missing?.message ?? '',
    /Kustomization\/pools applies \.\/pools-gpu, which is not among the files/,
  );
  assert.is(`${missing?.at?.file}:${missing?.at?.line}`, 'clusters/prod-2/pools.yaml:6');
  assert.equal(importFiles(files('apps')).diagnostics, []);
});

test.run();
