import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Import } from '../../../generator/import/index.ts';
import { valueAt } from '../../../generator/load/value-at.ts';
import { BOTH, importFiles, specOf } from './helper.ts';

const test = suite('import of Karpenter versions');

/** Pools of two environments, by layout. */
const POOLS = {
  'overlays/prod/kustomization.yaml': 'resources: [pools.yaml]\n',
  'overlays/prod/pools.yaml': BOTH,
  'overlays/dev/kustomization.yaml': 'resources: [pools.yaml]\n',
  'overlays/dev/pools.yaml': BOTH,
};

function release(version: string, chart = 'karpenter'): string {
  return `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: ${chart} }
spec:
  chart:
    spec:
      chart: ${chart}
      version: ${version}
`;
}

/** Each declaration that was used, with its targets, and what does not say a release. */
function found({ karpenter }: Import): string[] {
  const placeOf = ({ file, line }: { file: string; line: number }): string => `${file}:${line}`;
  return [
    ...(karpenter?.used ?? []).map(
      (one) => `${one.karpenter} ${placeOf(one.declared.at)} ${one.targets.join(' ')}`,
    ),
    ...(karpenter?.unclear ?? []).map(({ at, version }) => `unclear ${placeOf(at)} ${version}`),
  ];
}

function karpenterIn(result: Import, ...path: string[]): unknown {
  return valueAt(specOf(result), [...path, 'karpenter']);
}

test('reads the chart of a HelmRelease, for all or by the folder of an environment', () => {
  const one = importFiles({ ...POOLS, 'infra/karpenter.yaml': release('1.12.2') });
  assert.equal(found(one), ['1.12 infra/karpenter.yaml:8 dev prod']);
  assert.is(karpenterIn(one), '1.12');
  const apart = importFiles({
    ...POOLS,
    'infra/karpenter.yaml': release('1.12.2'),
    'infra/dev/karpenter.yaml': release('"v1.13.0"'),
  });
  assert.equal(found(apart), ['1.13 infra/dev/karpenter.yaml:8 dev', '1.12 infra/karpenter.yaml:8 prod']);
  assert.equal(
    [[], ['environments', 'prod'], ['environments', 'dev']].map((at) => karpenterIn(apart, ...at)),
    ['1.13', '1.12', undefined],
  );
});

test('guesses nothing of a range, but takes one within a minor release', () => {
  for (const range of ['"1.*"', '">=1.12 <2"', '"^1.12.0"', '"~1"'])
    assert.equal(found(importFiles({ ...POOLS, 'infra/karpenter.yaml': release(range) })), [
      `unclear infra/karpenter.yaml:8 ${range.slice(1, -1)}`,
    ]);
  for (const range of ['"1.12.x"', '~1.12.1', '"1.12"'])
    assert.equal(found(importFiles({ ...POOLS, 'infra/karpenter.yaml': release(range) })), [
      '1.12 infra/karpenter.yaml:8 dev prod',
    ]);
  const both = importFiles({ ...POOLS, 'a/k.yaml': release('1.12.2'), 'b/k.yaml': release('1.13.2') });
  assert.equal(found(both), ['unclear a/k.yaml:8 1.12.2', 'unclear b/k.yaml:8 1.13.2']);
});

test('takes the chart of the CRDs only where nothing declares Karpenter itself', () => {
  const crd = { 'infra/crd.yaml': release('1.11.0', 'karpenter-crd') };
  assert.equal(found(importFiles({ ...POOLS, ...crd })), ['1.11 infra/crd.yaml:8 dev prod']);
  assert.equal(found(importFiles({ ...POOLS, ...crd, 'infra/main.yaml': release('1.12.2') })), [
    '1.12 infra/main.yaml:8 dev prod',
  ]);
  const other = release('1.11.0', 'karpenter-dashboards');
  assert.equal(found(importFiles({ ...POOLS, 'infra/other.yaml': other })), []);
});

test('warns of a release that Poolwright has no schemas for, and assumes one', () => {
  const result = importFiles({ ...POOLS, 'infra/karpenter.yaml': release('0.12.0') });
  assert.equal(
    result.diagnostics.map(({ code, severity, at }) => `${severity} ${code} ${at?.file}:${at?.line}`),
    ['warning unknown-karpenter-version infra/karpenter.yaml:8'],
  );
  assert.equal(karpenterIn(result), result.karpenter?.usual);
  assert.equal(result.karpenter?.assumed, ['dev', 'prod']);
});

test('reads OCIRepositories, kustomizations that inflate the chart, and images', () => {
  const oci = (ref: string): string => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: k }
spec: { chartRef: { kind: OCIRepository, name: karpenter } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: karpenter }
spec:
  url: oci://public.ecr.aws/karpenter/karpenter
  ref: { ${ref} }
`;
  assert.equal(found(importFiles({ ...POOLS, 'infra/k.yaml': oci('tag: 1.12.2') })), [
    '1.12 infra/k.yaml:11 dev prod',
  ]);
  assert.equal(found(importFiles({ ...POOLS, 'infra/k.yaml': oci('semver: "1.x"') })), [
    'unclear infra/k.yaml:11 1.x',
  ]);
  const inflated = `helmCharts:
  - name: karpenter-crd
    version: 1.11.0
  - name: karpenter
    repo: oci://public.ecr.aws/karpenter
    version: 1.12.2
`;
  assert.equal(found(importFiles({ ...POOLS, 'infra/kustomization.yaml': inflated })), [
    '1.12 infra/kustomization.yaml:6 dev prod',
  ]);
  const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: karpenter }
spec:
  template:
    spec:
      containers:
        - name: controller
          image: public.ecr.aws/karpenter/controller:1.12.2@sha256:${'0'.repeat(64)}
`;
  assert.equal(found(importFiles({ ...POOLS, 'infra/k.yaml': deployment })), [
    '1.12 infra/k.yaml:9 dev prod',
  ]);
});

test('gives a cluster of Flux the version that the Kustomization beside that of its pools applies', () => {
  const kustomization = (name: string, path: string): string => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name} }
spec: { path: ./${path}, prune: true, interval: 1h, sourceRef: { kind: GitRepository, name: x }, postBuild: { substitute: { KARPENTER: 1.10.2 } } }
`;
  const cluster = (name: string) => ({
    [`clusters/${name}/pools.yaml`]: kustomization('pools', 'pools'),
    [`clusters/${name}/infra.yaml`]: kustomization('infra', `infra/${name === 'prod-1' ? 'new' : 'base'}`),
  });
  const result = importFiles({
    'pools/kustomization.yaml': 'resources: [pools.yaml]\n',
    'pools/pools.yaml': BOTH,
    'infra/base/kustomization.yaml': 'resources: [k.yaml]\n',
    'infra/base/k.yaml': release('${KARPENTER}'),
    'infra/new/kustomization.yaml': `resources: [../base]
patches:
  - patch: |
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: karpenter }
      spec: { chart: { spec: { version: 1.14.1 } } }
`,
    ...cluster('prod-1'),
    ...cluster('prod-2'),
    ...cluster('prod-3'),
  });
  assert.equal(
    result.karpenter?.used.map(({ karpenter, targets }) => `${karpenter} ${targets.join(' ')}`),
    ['1.14 prod-1', '1.10 prod-2 prod-3'],
  );
  assert.is(karpenterIn(result), '1.10');
  assert.is(karpenterIn(result, 'environments', 'prod', 'clusters', 'prod-1'), '1.14');
  assert.is(karpenterIn(result, 'environments', 'prod', 'clusters', 'prod-2'), undefined);
});

test('gives clusters of Argo CD the version of their own Application', () => {
  const set = (name: string, source: string): string => `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: ${name} }
spec:
  goTemplate: true
  generators: [{ list: { elements: [{ cluster: prod-1, v: 1.12.2 }, { cluster: prod-2, v: 1.13.0 }] } }]
  template:
    metadata: { name: "${name}-{{ .cluster }}" }
    spec:
      destination: { name: "{{ .cluster }}" }
      ${source}
`;
  const result = importFiles({
    ...POOLS,
    'pools.yaml': set('pools', 'source: { repoURL: https://git.example.com/x.git, path: overlays/prod }'),
    'karpenter.yaml': set(
      'karpenter',
      'sources: [{ repoURL: public.ecr.aws/karpenter, chart: karpenter, targetRevision: "{{ .v }}" }, { repoURL: https://git.example.com/x.git, ref: values }]',
    ),
  });
  assert.equal(
    found(result).map((one) => one.replace(/^unclear.*/, 'unclear')),
    ['1.12 karpenter.yaml:11 prod-1', '1.13 karpenter.yaml:11 prod-2'],
  );
  assert.is(karpenterIn(result, 'environments', 'prod', 'clusters', 'prod-2'), '1.13');
});

test.run();
