import { base, below, type Contents, kustomization } from './contents.ts';
import type { Layout } from './layout.ts';

const patches = (entry: string): string => `patches:\n${entry}`;
const indent = (text: string, by: string): string => text.replace(/^(?=.)/gm, by);

/** Overlays over one base, with something in prod. */
const overlays = (
  contents: Contents,
  prod: string,
  files: Record<string, string> = {},
): Record<string, string> => ({
  ...below('base', base(contents, 'main')),
  'overlays/dev/kustomization.yaml': kustomization(['../../base']),
  'overlays/prod/kustomization.yaml': kustomization(['../../base'], prod),
  ...below('overlays/prod', files),
});

const DEV_AND_PROD = ['dev: ', 'prod: '];

export const KUSTOMIZE: Layout[] = [
  {
    name: 'overlays with a patch file',
    files: (contents) =>
      overlays(contents, patches('  - path: patch.yaml\n'), { 'patch.yaml': contents.patch }),
    environments: DEV_AND_PROD,
  },
  {
    name: 'overlays with an inline patch',
    files: (contents) => overlays(contents, patches(`  - patch: |\n${indent(contents.patch, '      ')}`)),
    environments: DEV_AND_PROD,
  },
  {
    name: 'overlays with patchesStrategicMerge',
    files: (contents) =>
      overlays(contents, 'patchesStrategicMerge: [patch.yaml]\n', { 'patch.yaml': contents.patch }),
    environments: DEV_AND_PROD,
  },
  {
    name: 'overlays with operations',
    files: (contents) =>
      overlays(
        contents,
        patches(
          `  - target: { kind: NodePool, name: general }\n    patch: |\n${indent(contents.operations, '      ')}`,
        ),
      ),
    environments: DEV_AND_PROD,
  },
  {
    name: 'overlays with patchesJson6902',
    files: (contents) =>
      overlays(
        contents,
        'patchesJson6902:\n  - target: { group: karpenter.sh, version: v1, kind: NodePool, name: general }\n    path: patch.yaml\n',
        { 'patch.yaml': contents.operations },
      ),
    environments: DEV_AND_PROD,
  },
  {
    name: 'a component that overlays share',
    files: (contents) => ({
      ...overlays(contents, 'components: [../../components/large]\n'),
      'components/large/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches:\n  - path: patch.yaml\n`,
      'components/large/patch.yaml': contents.patch,
    }),
    environments: DEV_AND_PROD,
  },
  {
    name: 'regions between base and overlays',
    files: (contents) => ({
      ...below('base', base(contents, 'main')),
      'regions/eu/kustomization.yaml': kustomization(['../../base'], patches('  - path: patch.yaml\n')),
      'regions/eu/patch.yaml': contents.patch,
      'overlays/prod-eu/kustomization.yaml': kustomization(
        ['../../regions/eu'],
        patches(
          '  - target: { kind: NodePool, name: general }\n    patch: \'[{ "op": "replace", "path": "/spec/weight", "value": 20 }]\'\n',
        ),
      ),
      'overlays/prod-us/kustomization.yaml': kustomization(['../../base']),
    }),
    environments: ['prod-eu: ', 'prod-us: '],
  },
  {
    name: 'environments below a folder of the add-on',
    files: (contents) =>
      below(
        'addons/karpenter',
        below('environments', {
          ...below('staging/nodepools', base(contents, 'main')),
          ...below('production/nodepools', base(contents, 'main')),
        }),
      ),
    environments: ['production: ', 'staging: '],
  },
  {
    name: 'a kustomization for each cluster',
    files: (contents) => ({
      ...below('clusters/prod-1/karpenter', base(contents, 'prod-1')),
      ...below('clusters/prod-2/karpenter', base(contents, 'prod-2')),
      ...below('clusters/dev-1/karpenter', base(contents, 'dev-1')),
    }),
    environments: ['dev: dev-1', 'prod: prod-1, prod-2'],
  },
  {
    name: 'a name prefix in each overlay, that the reference follows',
    files: (contents) =>
      Object.fromEntries(
        ['dev', 'prod'].flatMap((name) => {
          const rename = (text: string) =>
            text.replace(/(?<=(?:^ {2}|EC2NodeClass, )name: )(\w+)/gm, `${name}-$1`);
          return Object.entries(
            below(`overlays/${name}`, {
              'kustomization.yaml': kustomization(['nodepools.yaml', 'nodeclasses.yaml']),
              'nodepools.yaml': rename(contents.pools('main')),
              'nodeclasses.yaml': rename(contents.classes('main')),
            }),
          );
        }),
      ),
    environments: DEV_AND_PROD,
  },
  {
    name: 'labels of a kustomization on all objects',
    files: (contents) => ({
      ...below('base', {
        ...base(contents, 'main'),
        'kustomization.yaml': kustomization(
          ['nodepools.yaml', 'nodeclasses.yaml'],
          'labels: [{ pairs: { owner: platform } }]\n',
        ),
      }),
      'overlays/dev/kustomization.yaml': kustomization(['../../base']),
      'overlays/prod/kustomization.yaml': kustomization(['../../base'], patches('  - path: patch.yaml\n')),
      'overlays/prod/patch.yaml': contents.patch,
    }),
    environments: DEV_AND_PROD,
  },
  {
    name: 'pools beside other resources',
    files: (contents) => ({
      ...overlays(contents, patches('  - path: patch.yaml\n'), { 'patch.yaml': contents.patch }),
      'base/kustomization.yaml': kustomization(
        ['nodepools.yaml', 'nodeclasses.yaml', 'quota.yaml'],
        'configMapGenerator: [{ name: settings, literals: [a=b] }]\n',
      ),
      'base/quota.yaml':
        'apiVersion: v1\nkind: ResourceQuota\nmetadata: { name: all, namespace: web }\nspec: { hard: { pods: "10" } }\n',
    }),
    environments: DEV_AND_PROD,
  },
  {
    name: 'a pool that only one overlay has',
    files: (contents) => ({
      ...overlays(contents, ''),
      'overlays/prod/kustomization.yaml': kustomization(['../../base', 'extra.yaml']),
      'overlays/prod/extra.yaml':
        contents.pools('main').split('---\n')[0]?.replace('name: general', 'name: extra') ?? '',
    }),
    environments: DEV_AND_PROD,
  },
  {
    name: 'overlays named by hand',
    files: (contents) => ({
      ...below('a/base', base(contents, 'main')),
      'a/one/kustomization.yaml': kustomization(['../base'], patches('  - path: patch.yaml\n')),
      'a/one/patch.yaml': contents.patch,
      'b/kustomization.yaml': kustomization(['../a/base']),
    }),
    request: {
      environments: [
        { name: 'prod', path: 'a/one' },
        { name: 'dev', path: 'b' },
      ],
    },
    environments: ['dev: ', 'prod: '],
  },
  {
    name: 'placeholders that envsubst fills in, with a file of values for each cluster',
    files: (contents) => ({
      ...below('base', base(contents, '${CLUSTER}')),
      'overlays/prod/kustomization.yaml': kustomization(['../../base'], patches('  - path: patch.yaml\n')),
      'overlays/prod/patch.yaml': contents.patch,
      'env/prod-1.env': 'CLUSTER=prod-1\n',
      'env/prod-2.env': "CLUSTER='prod-2'\n",
    }),
    request: {
      environments: [{ name: 'prod', path: 'overlays/prod' }],
      clusters: [
        { name: 'prod-1', path: 'env/prod-1.env' },
        { name: 'prod-2', path: 'env/prod-2.env' },
      ],
    },
    environments: ['prod: prod-1, prod-2'],
  },
  {
    name: 'placeholders whose values are not known',
    files: (contents) => ({
      ...below('base', base(contents, '${CLUSTER}')),
      'overlays/dev/kustomization.yaml': kustomization(['../../base']),
      'overlays/prod/kustomization.yaml': kustomization(['../../base'], patches('  - path: patch.yaml\n')),
      'overlays/prod/patch.yaml': contents.patch,
    }),
    environments: DEV_AND_PROD,
  },
];
