import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Import } from '../../../generator/import/index.ts';
import { change } from '../../support/fleets.ts';
import { BOTH, CLASS, importClusters, importFiles, POOL } from './helper.ts';

const test = suite('import of what cannot be imported');

const GPU = BOTH.replaceAll('general', 'gpu').replaceAll('default', 'gpu');

/** `CODE FILE:LINE` of each finding. */
function places({ diagnostics }: Import): string[] {
  return diagnostics.map(({ code, at }) => `${code} ${at?.file}:${at?.line}`);
}

/** The pools of a fleet that is proven all the same. */
function poolsOf({ fleet }: Import): string[] {
  assert.ok(fleet?.isProven);
  return Object.keys(fleet?.imported.pools ?? {});
}

test('a template that is not rendered', () => {
  const result = importClusters({
    'prod-1': `${change(POOL, 'cpu: "100"', 'cpu: "{{ .Values.cpu }}"')}---\n${CLASS}---\n${GPU}`,
  });
  assert.equal(places(result), ['not-imported prod-1.yaml:11']);
  assert.equal(poolsOf(result), ['gpu']);
});

test('a file that is a template', () => {
  const result = importFiles({
    'a.yaml': BOTH,
    'b.yaml': `# karpenter.sh\n{{- if .Values.gpu }}\n${POOL}{{- end }}\n`,
  });
  assert.equal(places(result), ['yaml-syntax b.yaml:2']);
  assert.equal(poolsOf(result), ['general']);
});

test('a file that SOPS has encrypted', () => {
  const secret = change(POOL, 'metadata: { name: general }', 'metadata: { name: secret }');
  const result = importClusters({
    'prod-1': `${BOTH}---\n${secret}sops:\n  mac: ENC[AES256_GCM,data:x]\n  version: 3.9.0\n`,
  });
  assert.equal(places(result), ['file-encrypted prod-1.yaml:33']);
  assert.equal(poolsOf(result), ['general']);
});

test('a pool without its node class', () => {
  const result = importClusters({ 'prod-1': `${POOL}---\n${GPU}` });
  assert.equal(places(result), ['not-imported prod-1.yaml:7']);
  assert.equal(poolsOf(result), ['gpu']);
});

test('objects that contradict each other', () => {
  const result = importClusters({ 'prod-1': `${BOTH}---\n${change(POOL, '"100"', '"200"')}` });
  assert.equal(places(result), ['duplicate-object prod-1.yaml:22']);
  assert.equal(poolsOf(result), ['general']);
});

test('a pool of a base that no overlay has', () => {
  const result = importFiles({
    'base/kustomization.yaml': 'resources: [web, gpu]\n',
    'base/web/kustomization.yaml': 'resources: [web.yaml]\n',
    'base/web/web.yaml': BOTH,
    'base/gpu/kustomization.yaml': 'resources: [gpu.yaml]\n',
    'base/gpu/gpu.yaml': GPU,
    'overlays/dev/kustomization.yaml': 'resources: [../../base/web]\n',
    'overlays/prod/kustomization.yaml': 'resources: [../../base/web]\nnamePrefix: prod-\n',
  });
  assert.ok(places(result).includes('not-imported base/gpu/gpu.yaml:1'), places(result).join());
});

/** A folder of pools, and what Argo CD has besides. */
const argocd = (...objects: string[]): Record<string, string> => ({
  'overlays/prod/kustomization.yaml': 'resources: [pools.yaml]\n',
  'overlays/prod/pools.yaml': BOTH,
  'argocd.yaml': objects.join('---\n'),
});

const application = (source: string): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: prod-1 }
spec:
  destination: { name: prod-1 }
  ${source}
`;

const set = (generators: string): string => `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: pools }
spec:
  goTemplate: true
  goTemplateOptions: [missingkey=error]
  generators:
    ${generators}
  template:
    metadata: { name: "pools-{{ .cluster }}" }
    spec:
      destination: { name: "{{ .cluster }}" }
      source: { repoURL: https://git.example.com/x.git, path: overlays/prod }
`;

const LIST = '- list: { elements: [{ cluster: prod-1 }] }';

/** The clusters that got their objects from Argo CD. */
function clustersOf({ fleet }: Import): string[] {
  return fleet?.imported.environments.flatMap(({ clusters }) => clusters) ?? [];
}

test('an Application whose source is read has no finding', () => {
  const result = importFiles(
    argocd(application('source: { path: overlays/prod, repoURL: https://git.example.com/x.git }')),
  );
  assert.equal(places(result), []);
  assert.equal(clustersOf(result), ['prod-1']);
});

test('an Application of a chart, without a path, or of a folder that is not there', () => {
  const result = importFiles(
    argocd(
      application('source: { chart: pools, repoURL: https://charts.example.com }'),
      application('source: { repoURL: https://git.example.com/x.git }'),
      application('project: default'),
      application('source: { path: elsewhere }'),
    ),
  );
  assert.equal(
    result.diagnostics.map(({ message, at }) => `${at?.file}:${at?.line} ${message}`),
    [
      'argocd.yaml:6 Application/prod-1 is not read: its source is a Helm chart',
      'argocd.yaml:13 Application/prod-1 is not read: its source has no path',
      'argocd.yaml:18 Application/prod-1 is not read: its source has no path',
      'argocd.yaml:27 Application/prod-1 is not read: the folder elsewhere is not among the files',
    ],
  );
  assert.equal(poolsOf(result), ['general']);
  assert.equal(clustersOf(result), []);
});

test('an Application of a folder that has no kustomization', () => {
  const { 'overlays/prod/kustomization.yaml': _, ...files } = argocd(
    application('source: { path: overlays/prod }'),
  );
  const result = importFiles(files);
  assert.equal(places(result), ['not-imported argocd.yaml:1']);
  assert.equal(poolsOf(result), ['general']);
});

test('a generator of an ApplicationSet that is not known: each is reported, and the lists are read', () => {
  assert.equal(places(importFiles(argocd(set(LIST)))), []);
  const result = importFiles(
    argocd(set(`- git: { directories: [] }\n    ${LIST}\n    - matrix: { generators: [] }`)),
  );
  assert.equal(
    result.diagnostics.map(({ message, at }) => `${at?.file}:${at?.line} ${message}`),
    [
      'argocd.yaml:8 the generator git of ApplicationSet/pools is not read',
      'argocd.yaml:10 the generator matrix of ApplicationSet/pools is not read',
    ],
  );
  assert.equal(clustersOf(result), ['prod-1']);
  assert.equal(places(importFiles(argocd(set('- clusters: {}')))), ['not-imported argocd.yaml:8']);
});

test('what each Application of an ApplicationSet has wrong, once', () => {
  const result = importFiles(
    argocd(
      set('- list: { elements: [{ cluster: prod-1 }, { cluster: prod-2 }] }').replace(
        'path: overlays/prod',
        'chart: pools',
      ),
    ),
  );
  assert.equal(places(result), ['not-imported argocd.yaml:13']);
});

test('two clusters of one name', () => {
  const result = importFiles(
    { 'a.yaml': BOTH, 'b.yaml': BOTH },
    {
      clusters: [
        { environment: 'dev', name: 'web', path: 'a.yaml' },
        { environment: 'prod', name: 'web', path: 'b.yaml' },
      ],
    },
  );
  assert.equal(places(result), ['duplicate-cluster b.yaml:1']);
  assert.equal(poolsOf(result), ['general']);
});

test('fields that no fleet has, a name that no pool has, a pool of another provider', () => {
  const owned = change(
    BOTH,
    'metadata: { name: general }',
    'metadata: { name: general, ownerReferences: [{ name: x }] }',
  );
  const dotted = GPU.replaceAll('gpu', 'gpu.large');
  const azure = change(
    POOL,
    'karpenter.k8s.aws, kind: EC2NodeClass',
    'karpenter.azure.com, kind: AKSNodeClass',
  ).replace('general', 'azure');
  const typo = change(GPU, '  limits:', '  limit: 3\n  limits:');
  const result = importClusters({ 'prod-1': [owned, dotted, azure, typo].join('---\n') });
  assert.equal(places(result), [
    'not-imported prod-1.yaml:3',
    'not-imported prod-1.yaml:24',
    'not-imported prod-1.yaml:36',
    'not-imported prod-1.yaml:49',
    'not-imported prod-1.yaml:65',
  ]);
  assert.equal(poolsOf(result), ['general', 'gpu']);
});

test.run();
