import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { BOTH, CLASS, importFiles, POOL, specOf } from './helper.ts';

const test = suite('import into a repository');

const GPU = POOL.replaceAll('general', 'gpu').replace('name: default', 'name: gpu');
const GPU_CLASS = CLASS.replace('name: default', 'name: gpu');

/** Two pools in one kustomization. */
const REPOSITORY = {
  'base/kustomization.yaml': 'resources:\n  - general.yaml\n  - gpu.yaml\n',
  'base/general.yaml': `${POOL}---\n${CLASS}`,
  'base/gpu.yaml': `${GPU}---\n${GPU_CLASS}`,
  'overlays/prod/kustomization.yaml':
    'resources:\n  - ../../base\npatches:\n  - target: { kind: NodePool, name: gpu }\n    path: gpu.yaml\n',
  'overlays/prod/gpu.yaml': '- { op: add, path: /spec/weight, value: 5 }\n',
};

test('names all files where the fleet owns all that they build', () => {
  const { fleet } = importFiles(REPOSITORY);
  assert.equal(fleet?.old, { remove: Object.keys(REPOSITORY).sort(), edit: [] });
});

test('names a component of patches alone where the fleet owns what it changes, and not one that nothing takes', () => {
  const component = (patch: string): string =>
    `apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches:\n  - target: { kind: NodePool }\n    patch: |\n      - ${patch}\n`;
  const { 'overlays/prod/gpu.yaml': _, ...repository } = REPOSITORY;
  const owned = {
    ...repository,
    'overlays/prod/kustomization.yaml': 'resources: [../../base]\ncomponents: [../../hardened]\n',
    'hardened/kustomization.yaml': component('{ op: add, path: /spec/weight, value: 5 }'),
  };
  assert.equal(importFiles(owned).fleet?.old, { remove: Object.keys(owned).sort(), edit: [] });
  const unused = { ...owned, 'spare/kustomization.yaml': component('{ op: remove, path: /spec/weight }') };
  assert.equal(importFiles(unused).fleet?.old.remove, Object.keys(owned).sort());
  const kept = importFiles(owned, { paths: ['.'], only: new Set(['gpu']) }).fleet?.old.remove;
  assert.equal(kept, ['base/gpu.yaml']);
});

test('names no file that the fleet has generated, and none that a cluster has printed', () => {
  const clusters = [{ name: 'prod-1', path: 'dump.yaml' }];
  assert.equal(importFiles({ 'dump.yaml': REPOSITORY['base/gpu.yaml'] }, { clusters }).fleet?.old, {
    remove: [],
    edit: [],
  });
});

test('one pool at a time: its file goes, and what is left names the entries that refer to it', () => {
  const result = importFiles(REPOSITORY, { paths: ['.'], only: new Set(['gpu']) });
  const { remove, edit } = result.fleet?.old ?? { remove: [], edit: [] };
  assert.equal(remove, ['base/gpu.yaml', 'overlays/prod/gpu.yaml']);
  assert.equal(
    edit.map(({ at, what }) => `${at.file}:${at.line} ${what}`),
    ['base/kustomization.yaml:3 resources[1]', 'overlays/prod/kustomization.yaml:4 patches[0]'],
  );
});

/** Two overlays of one base, and a pool of another kustomization. */
const TWO = {
  ...REPOSITORY,
  'overlays/dev/kustomization.yaml': 'resources:\n  - ../../base\npatches:\n  - path: limits.yaml\n',
  'overlays/dev/limits.yaml':
    'apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: { name: gpu }\nspec: { limits: { cpu: 5 } }\n',
};

const named = (dev: string, prod: string): { environment: string; name: string; path: string }[] => [
  { environment: 'dev', name: dev, path: 'overlays/dev' },
  { environment: 'prod', name: prod, path: 'overlays/prod' },
];

test('names no file of a cluster that is not imported, and no base that it uses', () => {
  const dropped = importFiles(TWO, { clusters: named('web', 'web') });
  assert.is(dropped.diagnostics[0]?.code, 'duplicate-cluster');
  assert.equal(dropped.fleet?.old.remove, ['overlays/dev/kustomization.yaml', 'overlays/dev/limits.yaml']);
  const whole = importFiles(TWO, { clusters: named('web', 'shop') });
  assert.equal(whole.fleet?.old.remove, Object.keys(TWO).sort());
});

test('names no base that a folder uses which kustomize cannot build', () => {
  const broken = {
    ...TWO,
    'overlays/qa/kustomization.yaml': 'resources:\n  - ../../base\n  - missing.yaml\n',
  };
  const { fleet } = importFiles(broken);
  assert.equal(
    fleet?.old.remove.filter((file) => !file.startsWith('overlays/')),
    [],
  );
  assert.ok(fleet?.old.remove.includes('overlays/prod/gpu.yaml'));
});

test('names a Flux Kustomization where all that it applies is imported, and no other', () => {
  const flux = (path: string): string =>
    `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: pools }\nspec: { path: ${path}, prune: true, sourceRef: { kind: GitRepository, name: x } }\n`;
  const files = {
    'clusters/dev-1/pools.yaml': flux('pools/dev'),
    'clusters/prod-1/pools.yaml': flux('pools/prod'),
    'pools/dev/pools.yaml': BOTH,
    'pools/prod/pools.yaml': BOTH,
  };
  assert.equal(importFiles(files).fleet?.old.remove, Object.keys(files).sort());
  const withOther = {
    ...files,
    'pools/prod/other.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: other }\n',
  };
  const other = importFiles(withOther);
  assert.not.ok(other.fleet?.old.remove.includes('clusters/prod-1/pools.yaml'));
  assert.equal(
    other.diagnostics.map(({ severity, at }) => `${severity} ${at?.file}:${at?.line}`),
    ['warning clusters/prod-1/pools.yaml:4'],
  );
  assert.equal(importFiles(files).diagnostics, []);
  const withoutClass = { ...files, 'pools/prod/gpu.yaml': GPU };
  const { remove } = importFiles(withoutClass).fleet?.old ?? {};
  assert.equal(remove, ['clusters/dev-1/pools.yaml', 'pools/dev/pools.yaml', 'pools/prod/pools.yaml']);
});

test('a file of operations goes with the objects that it patches, whatever else its kustomization builds', () => {
  const { fleet } = importFiles({
    ...REPOSITORY,
    'overlays/prod/kustomization.yaml':
      'resources: [../../base, config.yaml]\npatches:\n  - { target: { kind: NodePool }, path: pools.yaml }\n  - { target: { name: config }, path: config-patch.yaml }\n',
    'overlays/prod/pools.yaml': REPOSITORY['overlays/prod/gpu.yaml'],
    'overlays/prod/config.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: config }\n',
    'overlays/prod/config-patch.yaml': '- { op: add, path: /data, value: { a: b } }\n',
  });
  const { remove, edit } = fleet?.old ?? { remove: [], edit: [] };
  assert.ok(remove.includes('overlays/prod/pools.yaml'), remove.join());
  assert.not.ok(remove.includes('overlays/prod/config-patch.yaml'), remove.join());
  assert.not.ok(remove.includes('overlays/prod/kustomization.yaml'), remove.join());
  assert.ok(
    edit.some(
      ({ at, what }) => `${at.file}:${at.line} ${what}` === 'overlays/prod/kustomization.yaml:3 patches[0]',
    ),
  );
});

test('a file of operations stays while it patches a pool that is not imported', () => {
  const files = {
    ...REPOSITORY,
    'overlays/prod/kustomization.yaml':
      'resources: [../../base]\npatches:\n  - { target: { kind: NodePool }, path: gpu.yaml }\n',
  };
  const { fleet } = importFiles(files, { paths: ['.'], only: new Set(['gpu']) });
  assert.equal(fleet?.old.remove, ['base/gpu.yaml']);
});

test('puts the tree apart where its files would be instead of others that stay', () => {
  const { output } = specOf(importFiles(REPOSITORY, { paths: ['.'], only: new Set(['gpu']) }));
  assert.equal(output, {
    base: 'poolwright/base',
    overlays: 'poolwright/overlays',
    clusters: 'poolwright/clusters',
    argocd: 'poolwright/argocd',
  });
  assert.is(specOf(importFiles(REPOSITORY)).output, undefined);
});

test.run();
