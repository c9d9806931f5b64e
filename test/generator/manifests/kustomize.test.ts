import { createCache, memoryFileSystem } from '@kustomize-ts/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { buildManifests, outermost } from '../../../generator/manifests/index.ts';

const test = suite('manifests of a kustomize directory');

const POOL = `apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: a }
spec:
  weight: 1
  limits: { cpu: 1, memory: 1Gi }
`;

function placesOf(files: Record<string, string>, directory: string, paths: (string | number)[][]): string[] {
  const nameOf = (path: string) => path.slice(1);
  const built = buildManifests(memoryFileSystem(files), directory, createCache(), nameOf);
  assert.equal(built.diagnostics, []);
  const pool = built.manifests.find(({ object }) => object.kind === 'NodePool');
  return paths.map((path) => {
    const at = pool?.locate(path);
    return `${at?.file}:${at?.line}:${at?.column}`;
  });
}

test('are found in the outermost patch that has the value, else in the resource', () => {
  const files = {
    'base/kustomization.yaml': 'resources: [a.yaml]\npatches: [{ path: p.yaml }]\n',
    'base/a.yaml': POOL,
    'base/p.yaml': POOL.replace('weight: 1', 'weight: 2').replace('memory: 1Gi', 'memory: 3Gi'),
    'prod/kustomization.yaml': 'resources: [../base]\nnameSuffix: -b\npatches: [{ path: p.yaml }]\n',
    'prod/p.yaml': POOL.replace('weight: 1', 'weight: 3').replace(', memory: 1Gi', ''),
  };
  assert.equal(
    placesOf(files, '/prod', [
      ['spec', 'weight'],
      ['spec', 'limits', 'memory'],
      ['spec', 'limits', 'absent'],
      ['kind'],
    ]),
    ['prod/p.yaml:5:11', 'base/p.yaml:6:29', 'prod/p.yaml:6:3', 'prod/p.yaml:2:7'],
  );
});

test('are reported by the target of a patch, in files and in a kustomization', () => {
  const other = POOL.replace('name: a', 'name: b');
  const files = {
    'kustomization.yaml': `resources: [a.yaml, b.yaml]
patches:
  - path: ops.yaml
    target: { kind: NodePool, name: b }
  - target: { kind: NodePool, name: a }
    patch: |-
      - op: replace
        path: /spec/weight
        value: 9
`,
    'a.yaml': POOL,
    'b.yaml': other,
    'ops.yaml': '- { op: replace, path: /spec/weight, value: 9 }\n',
  };
  assert.equal(placesOf(files, '/', [['spec', 'weight']]), ['kustomization.yaml:9:16']);
});

test('that cannot be built are reported at the file that is at fault', () => {
  const files = {
    'd/kustomization.yaml': 'resources: [gone.yaml]\n',
    'h/kustomization.yaml': 'helmCharts: [{ name: x }]\n',
  };
  const codes = ['d', 'h'].map((folder) => {
    const { diagnostics } = buildManifests(
      memoryFileSystem(files),
      `/${folder}`,
      createCache(),
      (path) => path,
    );
    return diagnostics.map(({ code, at }) => [code, at?.file]);
  });
  assert.equal(codes, [
    [['render-failed', '/d/kustomization.yaml']],
    [['render-failed', '/h/kustomization.yaml']],
  ]);
});

test('have the line of the field or of the YAML that cannot be built', () => {
  const files = {
    'd/kustomization.yaml': 'resources:\n- a.yaml\nreplicas:\n- { name: a, count: 2 }\n',
    'd/a.yaml': POOL,
    'y/kustomization.yaml': 'resources:\n- a.yaml\n',
    'y/a.yaml': `${POOL}  weight: 2\n`,
    'm/kustomization.yaml': 'resources: []\npatches:\n- path: b.yaml\n',
  };
  const places = ['d', 'y', 'm'].map((folder) => {
    const { diagnostics } = buildManifests(
      memoryFileSystem(files),
      `/${folder}`,
      createCache(),
      (path) => path,
    );
    return diagnostics.map(({ code, at }) => `${code} ${at?.file}:${at?.line}:${at?.column}`);
  });
  assert.equal(places, [
    ['render-failed /d/kustomization.yaml:4:1'],
    ['render-failed /y/a.yaml:7:3'],
    ['render-failed /m/kustomization.yaml:3:3'],
  ]);
});

test('name the kinds that replicas is for', () => {
  const files = {
    'd/kustomization.yaml': 'resources: [a.yaml]\nreplicas: [{ name: a, count: 2 }]\n',
    'd/a.yaml': POOL,
  };
  const { diagnostics } = buildManifests(memoryFileSystem(files), '/d', createCache(), (path) => path);
  assert.match(diagnostics[0]?.message ?? '', "no resource named 'a' has a kind with replicas");
  assert.match(diagnostics[0]?.help ?? '', 'patch the field of a custom resource');
});

test('are built with files from outside, as Flux does, with a warning', () => {
  const files = {
    'd/kustomization.yaml': 'resources:\n- ../shared/b.yaml\n',
    'shared/b.yaml': POOL,
    'e/kustomization.yaml': 'resources: [../shared/b.yaml, gone.yaml]\n',
    'f/kustomization.yaml': 'resources: [../g]\n',
    'g/kustomization.yaml': 'resources: [../f]\n',
  };
  const built = (folder: string) =>
    buildManifests(memoryFileSystem(files), folder, createCache(), (path) => path);
  const { manifests, diagnostics } = built('/d');
  assert.is(manifests.length, 1);
  assert.equal(
    diagnostics.map(({ code, severity, at }) => `${severity} ${code} ${at?.file}:${at?.line}`),
    ['warning render-failed /d/kustomization.yaml:2'],
  );
  assert.match(diagnostics[0]?.message ?? '', 'Flux builds it, but kubectl and Argo CD do not');
  assert.match(built('/e').diagnostics[0]?.message ?? '', 'gone.yaml');
  assert.is(built('/e').diagnostics[0]?.severity, 'error');
  assert.is(built('/f').diagnostics[0]?.severity, 'error');
});

test('warn of a key that a kustomization has twice, and not of one in two entries', () => {
  const files = {
    'd/kustomization.yaml': 'resources:\n- a.yaml\nresources: # again\n- b.yaml\n',
    'd/b.yaml': POOL,
    'e/kustomization.yaml': 'resources: [../f]\npatches:\n- path: p.yaml\n- path: p.yaml\n',
    'e/p.yaml': POOL,
    'f/kustomization.yaml': 'resources: [b.yaml]\n',
    'f/b.yaml': POOL,
  };
  const found = ['d', 'e'].map((folder) => {
    const { diagnostics } = buildManifests(
      memoryFileSystem(files),
      `/${folder}`,
      createCache(),
      (path) => path,
    );
    return diagnostics.map(
      ({ code, severity, at }) => `${severity} ${code} ${at?.file}:${at?.line}:${at?.column}`,
    );
  });
  assert.equal(found, [['warning yaml-duplicate-key /d/kustomization.yaml:3:1'], []]);
});

test('are those of the outermost directories, components aside', () => {
  const files = memoryFileSystem({
    'base/kustomization.yaml': 'resources: [a.yaml]\n',
    'base/a.yaml': POOL,
    'part/kustomization.yaml':
      'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnamePrefix: x-\n',
    'prod/kustomization.yaml': 'resources: [../base]\ncomponents: [../part]\n',
    'one/kustomization.yaml': 'resources: [../two]\n',
    'two/kustomization.yaml': 'resources: [../one]\n',
  });
  const cache = createCache();
  const built = ['/base', '/part', '/prod', '/one', '/two'].map((directory) => ({
    directory,
    group: buildManifests(files, directory, cache, (path) => path),
  }));
  assert.equal(
    outermost(built).map(({ directory }) => directory),
    ['/prod', '/one', '/two'],
  );
});

test.run();
