import { base, below, type Contents, kustomization } from './contents.ts';
import type { Layout } from './layout.ts';

/** A Flux Kustomization that applies a path. */
const flux = (
  path: string,
  more = '',
  name = 'karpenter-pools',
): string => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: ${name}
  namespace: flux-system
spec:
  interval: 10m
  path: ${path}
  prune: true
  sourceRef:
    kind: GitRepository
    name: flux-system
${more}`;

const substitute = (values: Record<string, string>): string =>
  `  postBuild:\n    substitute:\n${Object.entries(values)
    .map(([name, value]) => `      ${name}: ${value}\n`)
    .join('')}`;

const CLUSTERS = ['dev-1', 'prod-1', 'prod-2'];
const eachCluster = (file: (cluster: string) => Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    CLUSTERS.flatMap((cluster) => Object.entries(below(`clusters/${cluster}`, file(cluster)))),
  );
const overlayOf = (cluster: string): string => cluster.replace(/-\d$/, '');

const overlays = (contents: Contents, place = '${CLUSTER_NAME}'): Record<string, string> => ({
  ...below('infrastructure/base', base(contents, place)),
  'infrastructure/dev/kustomization.yaml': kustomization(['../base']),
  'infrastructure/prod/kustomization.yaml': kustomization(['../base'], 'patches:\n  - path: patch.yaml\n'),
  'infrastructure/prod/patch.yaml': contents.patch,
});

const ENVIRONMENTS = ['dev: dev-1', 'prod: prod-1, prod-2'];

export const FLUX: Layout[] = [
  {
    name: 'Flux, an overlay for each environment, values in each Kustomization',
    files: (contents) => ({
      ...overlays(contents),
      ...eachCluster((cluster) => ({
        'pools.yaml': flux(`./infrastructure/${overlayOf(cluster)}`, substitute({ CLUSTER_NAME: cluster })),
      })),
    }),
    environments: ENVIRONMENTS,
  },
  {
    name: 'Flux, one folder for all clusters',
    files: (contents) => ({
      ...below('infrastructure/karpenter', base(contents, '${CLUSTER_NAME}')),
      ...eachCluster((cluster) => ({
        'pools.yaml': flux('./infrastructure/karpenter', substitute({ CLUSTER_NAME: cluster })),
      })),
    }),
    environments: ENVIRONMENTS,
  },
  {
    name: 'Flux, values in a ConfigMap of each cluster',
    files: (contents) => ({
      ...overlays(contents),
      ...eachCluster((cluster) => ({
        'pools.yaml': flux(
          `./infrastructure/${overlayOf(cluster)}`,
          '  postBuild:\n    substituteFrom:\n      - { kind: ConfigMap, name: cluster-vars }\n',
        ),
        'vars.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: cluster-vars, namespace: flux-system }\ndata:\n  CLUSTER_NAME: ${cluster}\n  OTHER: unused\n`,
      })),
    }),
    environments: ENVIRONMENTS,
  },
  {
    name: 'Flux, values in a Secret that is not in the repository',
    files: (contents) => ({
      ...overlays(contents),
      ...eachCluster((cluster) => ({
        'pools.yaml': flux(
          `./infrastructure/${overlayOf(cluster)}`,
          '  postBuild:\n    substituteFrom:\n      - { kind: Secret, name: cluster-vars }\n',
        ),
      })),
    }),
    environments: ENVIRONMENTS,
  },
  {
    name: 'Flux, defaults in the expressions',
    files: (contents) => ({
      ...overlays(contents, '${CLUSTER_NAME:=prod-1}'),
      ...eachCluster((cluster) => ({
        'pools.yaml': flux(
          `./infrastructure/${overlayOf(cluster)}`,
          substitute(cluster === 'prod-1' ? { REGION: 'eu-west-1' } : { CLUSTER_NAME: cluster }),
        ),
      })),
    }),
    environments: ENVIRONMENTS,
  },
  {
    name: 'Flux, a folder without a kustomization',
    files: (contents) => ({
      ...below('infrastructure/karpenter', {
        'pools.yaml': contents.pools(''),
        'classes.yaml': contents.classes('${CLUSTER_NAME}'),
      }),
      ...eachCluster((cluster) => ({
        'pools.yaml': flux('./infrastructure/karpenter', substitute({ CLUSTER_NAME: cluster })),
      })),
    }),
    environments: ENVIRONMENTS,
  },
  {
    name: 'Flux, a hub with the kubeconfig of each cluster',
    files: (contents) => ({
      ...overlays(contents),
      'hub/kustomization.yaml': kustomization(CLUSTERS.map((cluster) => `${cluster}.yaml`)),
      ...Object.fromEntries(
        CLUSTERS.map((cluster) => [
          `hub/${cluster}.yaml`,
          flux(
            `./infrastructure/${overlayOf(cluster)}`,
            `  kubeConfig: { secretRef: { name: ${cluster}-kubeconfig } }\n${substitute({ CLUSTER_NAME: cluster })}`,
            `pools-${cluster}`,
          ),
        ]),
      ),
    }),
    environments: ENVIRONMENTS,
  },
  {
    name: 'Flux, a folder of each cluster with plain values',
    files: (contents) =>
      eachCluster((cluster) => ({
        'pools.yaml': flux(`./clusters/${cluster}/karpenter`),
        ...below('karpenter', base(contents, cluster)),
      })),
    environments: ENVIRONMENTS,
  },
];
