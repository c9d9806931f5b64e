import type { ValueObject } from '@kustomize-ts/core';
import { objectAt } from '../../../instances/objects/fields.ts';
import { defineRule, type Fault } from '../rule.ts';

const renamed: Readonly<Record<string, string>> = {
  'karpenter.sh/do-not-evict': 'karpenter.sh/do-not-disrupt',
  'karpenter.sh/do-not-consolidate': 'karpenter.sh/do-not-disrupt',
};

export const rule = defineRule({
  code: 'legacy-annotation',
  severity: 'warning',
  impact: 'upkeep',
  what: 'A pod or a node template has `karpenter.sh/do-not-evict` or `karpenter.sh/do-not-consolidate`.',
  why: 'Karpenter has not read them since v1beta1, so it disrupts the pods and nodes that they were meant to protect.',
  help: 'Write `karpenter.sh/do-not-disrupt: "true"`.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.template.metadata\nannotations: { karpenter.sh/do-not-evict: "true" }',
  good: '# fleet.yaml: spec.pools.general.nodePool.template.metadata\nannotations: { karpenter.sh/do-not-disrupt: "true" }',
  find: ({ pools, pods }) => [
    ...pools.flatMap(({ title, spec }) => {
      const annotations = objectAt(objectAt(objectAt(spec, 'template'), 'metadata'), 'annotations');
      return faultsOf(title, ['spec', 'template', 'metadata', 'annotations'], annotations);
    }),
    ...pods.flatMap(({ title, path, annotations }) =>
      faultsOf(title, [...path.slice(0, -1), 'metadata', 'annotations'], annotations),
    ),
  ],
});

function faultsOf(object: string, path: (string | number)[], annotations: ValueObject): Fault[] {
  return Object.entries(renamed)
    .filter(([old]) => Object.hasOwn(annotations, old))
    .map(([old, now]) => ({
      object,
      path: [...path, old],
      message: `Karpenter no longer reads ${old}, so it protects nothing`,
      help: `Write ${now}`,
    }));
}
