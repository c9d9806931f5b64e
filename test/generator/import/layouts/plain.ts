import { emit, readDocuments } from '@kustomize-ts/core';
import { base, below, type Contents, kustomization } from './contents.ts';
import type { Layout } from './layout.ts';

const CLUSTERS = ['dev-1', 'prod-1', 'prod-2'];
const both = (contents: Contents, place: string): string =>
  `${contents.pools(place)}---\n${contents.classes(place)}`;
const eachFile = (text: (cluster: string) => string): Record<string, string> =>
  Object.fromEntries(CLUSTERS.map((cluster) => [`${cluster}.yaml`, text(cluster)]));
const request = { clusters: CLUSTERS.map((name) => ({ name, path: `${name}.yaml` })) };
const ENVIRONMENTS = ['dev: dev-1', 'prod: prod-1, prod-2'];

/** What `kubectl get -o yaml` prints: a list, with what the server adds. */
function dump(text: string): string {
  const items = readDocuments(text).map((object) => {
    const { metadata, ...rest } = object as Record<string, object>;
    const added = {
      uid: '1f0c',
      resourceVersion: '7',
      generation: 1,
      creationTimestamp: '2026-01-01T00:00:00Z',
    };
    return {
      ...rest,
      metadata: { ...metadata, ...added, finalizers: ['karpenter.sh/termination'] },
      status: { conditions: [] },
    };
  });
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
}

const application = (cluster: string, path: string, more = ''): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: karpenter-${cluster}, namespace: argocd }
spec:
  project: default
  destination: { name: ${cluster} }
  source:
    repoURL: https://git.example.com/platform.git
    path: ${path}
${more}`;

export const PLAIN: Layout[] = [
  {
    name: 'a file of each cluster',
    files: (contents) => eachFile((cluster) => both(contents, cluster)),
    request,
    environments: ENVIRONMENTS,
  },
  {
    name: 'a dump of each cluster',
    files: (contents) => eachFile((cluster) => dump(both(contents, cluster))),
    request,
    environments: ENVIRONMENTS,
  },
  {
    name: 'the output of helm template for each cluster',
    files: (contents) =>
      eachFile(
        (cluster) =>
          `---\n# Source: pools/templates/pools.yaml\n${both(contents, cluster)}---\n# Source: pools/templates/sa.yaml\napiVersion: v1\nkind: ServiceAccount\nmetadata: { name: x }\n`,
      ),
    request,
    environments: ENVIRONMENTS,
  },
  {
    name: 'a folder of manifests for each environment',
    files: (contents) => ({
      ...below('prod', { 'pools.yaml': contents.pools(''), 'classes.yaml': contents.classes('main') }),
      ...below('dev', { 'pools.yaml': contents.pools(''), 'classes.yaml': contents.classes('main') }),
    }),
    environments: ['dev: ', 'prod: '],
  },
  {
    name: 'a folder of manifests for each cluster',
    files: (contents) =>
      Object.fromEntries(
        CLUSTERS.flatMap((cluster) =>
          Object.entries(
            below(`clusters/${cluster}/karpenter`, {
              'pools.yaml': contents.pools(''),
              'classes.yaml': contents.classes(cluster),
            }),
          ),
        ),
      ),
    environments: ENVIRONMENTS,
  },
  {
    name: 'one folder, pools and classes apart',
    files: (contents) => ({
      'nodepools/all.yaml': contents.pools(''),
      'nodeclasses/all.yaml': contents.classes('main'),
    }),
    environments: ['default: '],
  },
  {
    name: 'JSON',
    files: (contents) => ({ 'pools.json': dump(both(contents, 'main')) }),
    environments: ['default: '],
  },
  {
    name: 'YAML with the keys sorted and without comments',
    files: (contents) =>
      eachFile((cluster) =>
        readDocuments(both(contents, cluster))
          .map((one) => emit(one))
          .join('---\n'),
      ),
    request,
    environments: ENVIRONMENTS,
  },
  {
    name: 'Argo CD, an Application for each cluster',
    files: (contents) => ({
      ...below('base', base(contents, 'main')),
      'overlays/dev/kustomization.yaml': kustomization(['../../base']),
      'overlays/prod/kustomization.yaml': kustomization(['../../base'], 'patches:\n  - path: patch.yaml\n'),
      'overlays/prod/patch.yaml': contents.patch,
      'argocd/apps.yaml': CLUSTERS.map((cluster) =>
        application(cluster, `overlays/${cluster.replace(/-\d$/, '')}`),
      ).join('---\n'),
    }),
    environments: ENVIRONMENTS,
  },
  {
    name: 'Argo CD, Applications with patches of their own',
    files: (contents) => ({
      ...below('pools', base(contents, 'main')),
      'argocd/apps.yaml': CLUSTERS.map((cluster) =>
        application(
          cluster,
          'pools',
          `    kustomize:\n      patches:\n        - target: { kind: EC2NodeClass, name: default }\n          patch: '[{ "op": "replace", "path": "/spec/role", "value": "KarpenterNodeRole-${cluster}" }]'\n`,
        ),
      ).join('---\n'),
    }),
    environments: ENVIRONMENTS,
  },
  {
    name: 'Argo CD, an ApplicationSet with a list of clusters',
    files: (contents) => ({
      ...below('overlays/prod', base(contents, 'main')),
      'argocd/set.yaml': `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: pools, namespace: argocd }
spec:
  goTemplate: true
  goTemplateOptions: [missingkey=error]
  generators: [{ list: { elements: [{ cluster: prod-1 }, { cluster: prod-2 }] } }]
  template:
    metadata: { name: "pools-{{ .cluster }}" }
    spec:
      project: default
      destination: { name: "{{ .cluster }}" }
      source: { repoURL: https://git.example.com/platform.git, path: overlays/prod }
`,
    }),
    environments: ['prod: prod-1, prod-2'],
  },
];
