import { defineRule } from '../rule.ts';

// Taints that an agent removes once it runs on the node.
const temporary: ReadonlySet<string> = new Set([
  'node.cloudprovider.kubernetes.io/uninitialized',
  'node.kubernetes.io/not-ready',
]);

export const rule = defineRule({
  code: 'startup-taint-misplaced',
  severity: 'warning',
  impact: 'scheduling',
  what: 'A NodePool has a taint such as `node.cilium.io/agent-not-ready`, which an agent removes when it is ready, under `taints`.',
  why: 'Karpenter treats `taints` as permanent: it launches nodes only for pods that tolerate them. It expects `startupTaints` to disappear.',
  help: 'Move the taint from `taints` to `startupTaints`.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.template.spec\ntaints:\n  - { key: node.cilium.io/agent-not-ready, value: "true", effect: NoExecute }',
  good: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nstartupTaints:\n  - { key: node.cilium.io/agent-not-ready, value: "true", effect: NoExecute }',
  find: ({ pools }) =>
    pools.flatMap(({ title, taints }) =>
      taints
        .filter(({ key }) => temporary.has(key) || key.endsWith('/agent-not-ready'))
        .map(({ key, index }) => ({
          object: title,
          path: ['spec', 'template', 'spec', 'taints', index],
          message: `An agent removes the taint ${key}, but under taints it keeps away all pods that do not tolerate it`,
          help: 'Move it to startupTaints',
        })),
    ),
});
