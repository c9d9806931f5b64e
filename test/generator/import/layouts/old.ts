import { below, type Contents, kustomization } from './contents.ts';
import type { Layout } from './layout.ts';

/** The contents as v1beta1 has them. */
function v1beta1(contents: Contents, place: string): Record<string, string> {
  const pools = contents
    .pools(place)
    .replaceAll('karpenter.sh/v1', 'karpenter.sh/v1beta1')
    .replaceAll(
      '{ group: karpenter.k8s.aws, kind: EC2NodeClass',
      '{ apiVersion: karpenter.k8s.aws/v1beta1, kind: EC2NodeClass',
    )
    .replaceAll('      expireAfter: 336h\n', '')
    .replaceAll(
      'WhenEmptyOrUnderutilized\n    consolidateAfter: 1m',
      'WhenUnderutilized\n    expireAfter: 336h',
    );
  const classes = contents
    .classes(place)
    .replaceAll('karpenter.k8s.aws/v1', 'karpenter.k8s.aws/v1beta1')
    .replaceAll('  amiSelectorTerms:\n    - alias: al2023@v20250704\n', '  amiFamily: AL2023\n')
    .replaceAll('  amiSelectorTerms:\n    - alias: bottlerocket@v1.30.0\n', '  amiFamily: Bottlerocket\n');
  return { 'nodepools.yaml': pools, 'nodeclasses.yaml': classes };
}

const CLUSTERS = ['dev-1', 'prod-1'];

export const OLD: Layout[] = [
  {
    name: 'v1beta1 in overlays',
    files: (contents) => ({
      ...below('base', {
        ...v1beta1(contents, 'main'),
        'kustomization.yaml': kustomization(['nodepools.yaml', 'nodeclasses.yaml']),
      }),
      'overlays/dev/kustomization.yaml': kustomization(['../../base']),
      'overlays/prod/kustomization.yaml': kustomization(['../../base'], 'patches:\n  - path: patch.yaml\n'),
      'overlays/prod/patch.yaml': contents.patch.replace('karpenter.sh/v1', 'karpenter.sh/v1beta1'),
    }),
    environments: ['dev: ', 'prod: '],
  },
  {
    name: 'v1beta1 of each cluster',
    files: (contents) =>
      Object.fromEntries(
        CLUSTERS.flatMap((cluster) =>
          Object.entries(below(`clusters/${cluster}`, v1beta1(contents, cluster))),
        ),
      ),
    environments: ['dev: dev-1', 'prod: prod-1'],
  },
];
