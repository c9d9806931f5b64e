import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { CLASS, importFiles, POOL, specOf } from './helper.ts';

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
  assert.equal(remove, ['base/gpu.yaml']);
  assert.equal(
    edit.map(({ at, what }) => `${at.file}:${at.line} ${what}`),
    ['base/kustomization.yaml:3 resources[1]', 'overlays/prod/kustomization.yaml:4 patches[0]'],
  );
});

test('puts the tree apart where its files would be in place of others that stay', () => {
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
