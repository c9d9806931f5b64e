import type { ValueObject } from '@kustomize-ts/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { emit } from '../../../generator/emit/index.ts';
import { defineFleet, type FleetSpec } from '../../../generator/load/index.ts';
import { valueAt } from '../../../generator/load/value-at.ts';
import { change } from '../../support/fleets.ts';
import { importFiles, specOf } from './helper.ts';

const test = suite('import of protected objects and sync waves');

const nodePool = { template: { spec: { requirements: [] } } };
const nodeClass = {
  amiSelectorTerms: [{ alias: 'al2023@latest' }],
  role: 'nodes',
  subnetSelectorTerms: [{ id: 'subnet-1' }],
  securityGroupSelectorTerms: [{ id: 'sg-1' }],
};

const FLUX = { sourceRef: { kind: 'GitRepository' as const, name: 'fleet' } };
const ARGOCD = { repoURL: 'https://git.example.com/fleet.git' };

const PROD = ['prod-1', 'prod-2', 'prod-3'];

/** Two pools, one with its own node class and one that shares a class, in two environments. */
function fleet(delivery: FleetSpec['delivery'], more: (spec: FleetSpec) => void): FleetSpec {
  const spec: FleetSpec = {
    karpenter: '1.15',
    nodeClasses: { shared: { nodeClass } },
    pools: { gpu: { nodePool, nodeClass }, web: { nodePool, nodeClass: 'shared' } },
    environments: {
      dev: { clusters: { 'dev-1': {} } },
      prod: { clusters: Object.fromEntries(PROD.map((name) => [name, {}])) },
    },
    ...(delivery ? { delivery } : {}),
  };
  more(spec);
  return spec;
}

function filesOf(spec: FleetSpec): Record<string, string> {
  const { fleet: declared } = defineFleet('web', spec, { source: 'fleet.yaml' });
  assert.ok(declared);
  return declared ? Object.fromEntries(emit(declared).files) : {};
}

function again(spec: FleetSpec): ValueObject {
  return specOf(importFiles(filesOf(spec), { name: 'web' }));
}

/** `protect` of pools and environments that have one. */
function protectIn(spec: ValueObject): Record<string, unknown> {
  return Object.fromEntries(
    ['pools', 'environments'].flatMap((group) =>
      Object.entries((spec[group] ?? {}) as ValueObject).flatMap(([name, one]) => {
        const protect = valueAt(one, ['protect']);
        return protect === undefined ? [] : [[`${group}.${name}`, protect]];
      }),
    ),
  );
}

for (const delivery of [{ flux: FLUX }, { argocd: ARGOCD }, { flux: FLUX, argocd: ARGOCD }]) {
  const name = Object.keys(delivery).join(' and ');

  test(`${name}: protect of a pool comes back, and nothing where nothing is protected`, () => {
    const gpu = fleet(delivery, (spec) => Object.assign(spec.pools.gpu ?? {}, { protect: true }));
    const spec = again(gpu);
    assert.equal(protectIn(spec), { 'pools.gpu': true });
    assert.is(valueAt(spec, ['pools', 'gpu', 'annotations']), undefined);
    assert.equal(protectIn(again(fleet(delivery, () => undefined))), {});
  });

  test(`${name}: protect of an environment comes back, and one that lifts what pools say`, () => {
    const prod = fleet(delivery, (spec) => Object.assign(spec.environments.prod ?? {}, { protect: true }));
    assert.equal(protectIn(again(prod)), { 'environments.prod': true });
    const dev = fleet(delivery, (spec) => {
      Object.assign(spec.pools.web ?? {}, { protect: true });
      Object.assign(spec.environments.dev ?? {}, { protect: false });
    });
    assert.equal(protectIn(again(dev)), { 'pools.web': true, 'environments.dev': false });
  });
}

test('syncWaves and protection of Argo CD come back, beside options and waves of an object itself', () => {
  const spec = again(
    fleet({ argocd: { ...ARGOCD, syncWaves: true, protection: 'never' } }, ({ pools }) => {
      Object.assign(pools.web ?? {}, {
        protect: true,
        annotations: {
          'argocd.argoproj.io/sync-options': 'Replace=true',
          'argocd.argoproj.io/sync-wave': '7',
        },
      });
    }),
  );
  assert.equal(valueAt(spec, ['delivery', 'argocd']), { ...ARGOCD, syncWaves: true, protection: 'never' });
  assert.equal(valueAt(spec, ['pools', 'web', 'annotations']), {
    'argocd.argoproj.io/sync-options': 'Replace=true',
    'argocd.argoproj.io/sync-wave': '7',
  });
  assert.is(valueAt(spec, ['pools', 'gpu', 'annotations']), undefined);
});

test('values of environments and defaults come back where they were, and labels that refer to them', () => {
  const declared = fleet({ flux: FLUX }, (spec) => {
    spec.variables = { TIER: {}, ZONE: { default: 'eu' } };
    Object.assign(spec.pools.gpu ?? {}, { labels: { tier: '${TIER}', zone: '${ZONE}' } });
    spec.environments = {
      dev: { variables: { TIER: 'iron' }, clusters: { 'dev-1': {}, 'dev-2': {} } },
      prod: {
        variables: { TIER: 'gold' },
        clusters: { 'prod-1': {}, 'prod-2': {}, 'prod-3': {} },
      },
    };
  });
  const spec = again(declared);
  assert.equal(valueAt(spec, ['variables']), { TIER: {}, ZONE: { default: 'eu' } });
  assert.equal(valueAt(spec, ['pools', 'gpu', 'labels']), { tier: '${TIER}', zone: '${ZONE}' });
  assert.equal(spec.environments, declared.environments);
});

test('waves that not all objects have stay annotations', () => {
  const wave = { 'argocd.argoproj.io/sync-wave': '1' };
  const spec = again(
    fleet({ argocd: ARGOCD }, ({ pools }) => Object.assign(pools.gpu ?? {}, { annotations: wave })),
  );
  assert.equal(valueAt(spec, ['delivery', 'argocd']), ARGOCD);
  assert.equal(valueAt(spec, ['pools', 'gpu', 'annotations']), wave);
});

test('lists by file and line an annotation that only one of two pools of an environment has', () => {
  const files = filesOf(fleet({ flux: FLUX }, () => undefined));
  const overlay = 'overlays/prod/kustomization.yaml';
  const prod = change(
    files[overlay] ?? '',
    'kind: Kustomization\n',
    'kind: Kustomization\npatches:\n  - path: gpu.yaml\n',
  );
  const { fleet: imported, diagnostics } = importFiles({
    ...files,
    [overlay]: prod,
    'overlays/prod/gpu.yaml': `apiVersion: karpenter.sh/v1
kind: NodePool
metadata:
  name: gpu
  annotations: { kustomize.toolkit.fluxcd.io/prune: disabled }
`,
  });
  assert.not.ok(imported?.isProven);
  const found = diagnostics.filter(({ code }) => code === 'import-differs');
  assert.equal(
    found.map(({ object, field, at }) => `${object} ${field} ${at?.file}:${at?.line}`),
    PROD.map(() => 'NodePool/gpu metadata.annotations overlays/prod/gpu.yaml:5'),
  );
});

test.run();
