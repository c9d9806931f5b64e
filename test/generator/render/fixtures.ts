import type { Value, ValueObject } from '../../../packages/kustomize-ts-core/src/value.ts';

/** An object of usual shape with the given fields in its spec. */
export function nodePool(spec: { [key: string]: Value }): ValueObject {
  return {
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: { name: 'x', labels: { type: 'karpenter' } },
    spec: {
      requirements: [{ key: 'karpenter.sh/capacity-type', operator: 'In', values: ['spot', 'on-demand'] }],
      ...spec,
    },
  };
}
