import { isObject, type ValueObject } from '@kustomize-ts/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Import } from '../../../generator/import/index.ts';
import { change } from '../../support/fleets.ts';
import { BOTH, importFiles, specOf } from './helper.ts';

const test = suite('import of generators of Argo CD');

const small = change(BOTH, '"100"', '"10"');

/** Folders of pools for three clusters, each with a file about it. */
const CLUSTERS = {
  ...cluster('prod-1', BOTH, '{ name: prod-1, at: { region: us-east-1 }, variables: { A: b } }'),
  ...cluster('prod-2', BOTH, '[{ name: prod-2, at: { region: eu-west-1 } }]'),
  ...cluster('dev-1', small, '{ name: dev-1, at: { region: eu-west-1 } }'),
};

function cluster(name: string, pools: string, about: string): Record<string, string> {
  return {
    [`clusters/${name}/kustomization.yaml`]: 'resources: [pools.yaml]\n',
    [`clusters/${name}/pools.yaml`]: pools,
    [`about/${name}/cluster.yaml`]: `${about}\n`,
  };
}

/** An ApplicationSet whose generator is on line 7. */
function set(generator: string, name: string, path: string, isGo = true): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: pools }
spec:
  goTemplate: ${isGo}
  generators:
    - ${generator}
  template:
    metadata: { name: "pools-${name}" }
    spec:
      destination: { name: "${name}" }
      source: { repoURL: https://git.example.com/x.git, path: "${path}" }
`;
}

function imported(text: string, files: Record<string, string> = {}): Import {
  return importFiles({ ...CLUSTERS, ...files, 'argocd.yaml': text });
}

function clustersIn(result: Import): string[] {
  assert.ok(result.sources.argocd, 'nothing is read of Argo CD');
  const environments = Object.entries(specOf(result).environments as ValueObject);
  return environments.flatMap(([name, environment]) =>
    Object.keys((isObject(environment) ? environment.clusters : {}) as ValueObject).map(
      (one) => `${name}/${one}`,
    ),
  );
}

const ALL = ['dev/dev-1', 'prod/prod-1', 'prod/prod-2'];
const DIRECTORIES =
  'git: { repoURL: https://git.example.com/x.git, revision: HEAD, directories: [{ path: clusters/* }] }';
const FILES = 'git: { repoURL: https://git.example.com/x.git, files: [{ path: "about/**/cluster.yaml" }] }';

/** What is reported of the ApplicationSet, and where. */
function warnings({ diagnostics }: Import): string[] {
  return diagnostics.flatMap(({ at, message, code }) =>
    code === 'not-imported' && at?.file === 'argocd.yaml' ? [`${at.line} ${message}`] : [],
  );
}

test('reads folders of the repository, with Go templates or without', () => {
  for (const text of [
    set(DIRECTORIES, '{{ .path.basename }}', '{{ .path.path }}'),
    set(DIRECTORIES, '{{ index .path.segments 1 }}', 'clusters/{{.path.basename}}'),
    set(DIRECTORIES, '{{path.basename}}', '{{path}}', false),
    set(DIRECTORIES, '{{path[1]}}', '{{ path }}', false),
  ]) {
    const result = imported(text);
    assert.equal(clustersIn(result), ALL);
    assert.equal(warnings(result), []);
  }
});

test('leaves out folders that the generator excludes, and takes no folder below', () => {
  const some = DIRECTORIES.replace(
    '{ path: clusters/* }',
    '{ path: clusters/* }, { path: clusters/dev-*, exclude: true }',
  );
  const result = imported(set(some, '{{ .path.basename }}', '{{ .path.path }}'), {
    'clusters/prod-1/notes/deep/README.md': '',
    'clusters/.hidden/kustomization.yaml': 'resources: [../prod-1]\n',
  });
  assert.equal(
    result.sources.argocd?.targets.map((one) => one.cluster),
    ['prod-1', 'prod-2'],
  );
});

test('reads files of the repository, one object or a list of them', () => {
  for (const text of [
    set(FILES, '{{ .name }}', 'clusters/{{ .name }}'),
    set(FILES, '{{ .name }}', 'clusters/{{ index .path.segments 1 }}'),
    set(FILES, '{{name}}', 'clusters/{{path.basename}}', false),
  ])
    assert.equal(clustersIn(imported(text)), ALL);
  const nested = imported(set(FILES, '{{ .at.region }}', 'clusters/prod-1'));
  assert.equal(warnings(nested), [
    '9 ApplicationSet/pools is not read: the template produces several Applications named Application/pools-eu-west-1, which Argo CD rejects',
  ]);
});

test('pairs what the two generators of a matrix give, the second filled in from the first', () => {
  const list = 'list: { elements: [{ stage: prod }, { stage: dev }] }';
  const ofStage = 'git: { repoURL: x, directories: [{ path: "clusters/{{ .stage }}-*" }] }';
  const go = imported(
    set(`matrix: { generators: [{ ${list} }, { ${ofStage} }] }`, '{{ .path.basename }}', '{{ .path.path }}'),
  );
  assert.equal(clustersIn(go), ['prod/prod-1', 'prod/prod-2', 'dev/dev-1']);
  const secret = (name: string): string => `apiVersion: v1
kind: Secret
metadata: { name: ${name}, labels: { argocd.argoproj.io/secret-type: cluster, pools: "yes" } }
stringData: { name: ${name}, server: "https://${name}.example.com" }
`;
  const selector = 'clusters: { selector: { matchLabels: { pools: "yes" } } }';
  const ofCluster = 'git: { repoURL: x, directories: [{ path: "clusters/{{name}}" }] }';
  const plain = imported(
    set(`matrix: { generators: [{ ${selector} }, { ${ofCluster} }] }`, '{{name}}', '{{path}}', false),
    { 'secrets.yaml': ['prod-1', 'dev-1'].map(secret).join('---\n') },
  );
  assert.equal(
    plain.sources.argocd?.targets.map((one) => one.cluster),
    ['prod-1', 'dev-1'],
  );
});

test('reports other generators and fields, and templates that are more than a parameter', () => {
  const name = '{{ .path.basename }}';
  const path = '{{ .path.path }}';
  for (const [kind, generator] of [
    ['git', DIRECTORIES.replace('directories', 'pathParamPrefix: a, directories')],
    ['git', DIRECTORIES.replace('clusters/*', 'none/*')],
    ['matrix', `matrix: { generators: [{ ${DIRECTORIES} }] }`],
    ['matrix', `matrix: { generators: [{ ${DIRECTORIES} }, { scmProvider: {} }] }`],
    ['matrix', `matrix: { generators: [{ ${DIRECTORIES} }, { ${DIRECTORIES} }] }`],
    ['merge', `merge: { generators: [{ ${DIRECTORIES} }] }`],
  ] as const)
    assert.equal(warnings(imported(set(generator, name, path))), [
      `7 the generator ${kind} of ApplicationSet/pools is not read`,
    ]);
  const [warning = ''] = warnings(imported(set(DIRECTORIES, '{{ .path.basename | upper }}', path)));
  assert.match(warning, /^9 ApplicationSet\/pools is not read: /);
});

test('keeps the files that a set may apply which is not read, with all that they are built of, and no others', () => {
  const overlays = {
    'base/kustomization.yaml': 'resources: [pools.yaml]\n',
    'base/pools.yaml': BOTH,
    'overlays/dev/kustomization.yaml': 'resources: [../../base]\n',
    'overlays/prod/kustomization.yaml': 'resources: [../../base]\n',
  };
  const oldOf = (text: string): unknown => importFiles({ ...overlays, 'argocd.yaml': text }).fleet?.old;
  const unknown = 'clusters: { selector: { matchLabels: { karpenter: "true" } } }';
  const none = { remove: [], edit: [] };
  assert.equal(oldOf(set(unknown, '{{ .name }}', 'overlays/{{ .name }}')), none);
  assert.equal(oldOf(set(unknown, '{{ .name }}', '{{ .metadata.annotations.pools }}')), none);
  assert.equal(oldOf(set(unknown, '{{ .name }}', 'addons/{{ .name }}')), {
    remove: Object.keys(overlays).sort(),
    edit: [],
  });
  const files = DIRECTORIES.replace('clusters/*', 'overlays/*');
  assert.equal(oldOf(set(files, '{{ .path.basename | upper }}', '{{ .path.path }}')), none);
});

test.run();
