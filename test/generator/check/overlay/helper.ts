import { createCache, memoryFileSystem } from '@kustomize-ts/core';
import { buildManifests } from '../../../../generator/manifests/index.ts';

export const POOL = `apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: web }
spec:
  disruption:
    budgets: [{ nodes: 10% }, { nodes: "0", schedule: "0 9 * * 1-5", duration: 8h }]
  template:
    spec:
      nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: main }
      requirements:
        - { key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }
      taints: [{ key: team, value: a, effect: NoSchedule }]
`;

export const NODE_CLASS = `apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: { name: main }
spec:
  role: nodes
  blockDeviceMappings: [{ deviceName: /dev/xvda, ebs: { volumeSize: 100Gi } }]
`;

export const RAY = `apiVersion: ray.io/v1
kind: RayCluster
metadata: { name: ray }
spec:
  headGroupSpec:
    template:
      metadata: { labels: { app: ray } }
      spec:
        containers: [{ name: head, image: "ray:2" }]
`;

const BASE = {
  'base/kustomization.yaml': 'resources: [pool.yaml, class.yaml]\n',
  'base/pool.yaml': POOL,
  'base/class.yaml': NODE_CLASS,
};

/** `CODE FILE:LINE:COLUMN MESSAGE | HELP` of what is found in the build of `prod`, an overlay of a base with one pool. */
export function findings(kustomization: string, files: Record<string, string> = {}): string[] {
  const all = {
    ...BASE,
    'prod/kustomization.yaml': `resources: [../base${Object.keys(files)
      .filter((name) => name.startsWith('resource'))
      .map((name) => `, ${name}`)
      .join('')}]\n${kustomization}`,
    ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`prod/${name}`, text])),
  };
  const built = buildManifests(memoryFileSystem(all), '/prod', createCache(), (path) => path.slice(1));
  return built.diagnostics.map(
    ({ code, at, message, help }) => `${code} ${at?.file}:${at?.line}:${at?.column} ${message} | ${help}`,
  );
}

/** A merge patch of the pool, as an entry of `patches`. */
export function mergePatch(object: string): string {
  return `patches:\n  - patch: |\n      ${object.trimEnd().replaceAll('\n', '\n      ')}\n`;
}
