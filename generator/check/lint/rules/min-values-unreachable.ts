import { type Pool, requirementPath } from '../../../instances/objects/pool.ts';
import { isInstanceLabel } from '../../../instances/types/instance-types.ts';
import { defineRule, type Fault } from '../rule.ts';

/** core v1.15.0, pkg/cloudprovider/types.go, SatisfiesMinValues. */
export const rule = defineRule({
  code: 'min-values-unreachable',
  severity: 'warning',
  impact: 'scheduling',
  provider: 'aws',
  what: '`minValues` requires more different values of a label than all instance types together have that satisfy the pool’s requirements.',
  why: 'Under the default policy `Strict` Karpenter schedules no pod on this pool: `minValues requirement is not met`.',
  help: 'Lower `minValues` or widen the requirements.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: karpenter.k8s.aws/instance-family, operator: In, values: [m5, c5] }\n  - { key: node.kubernetes.io/instance-type, operator: Exists, minValues: 50 }',
  good: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: karpenter.k8s.aws/instance-category, operator: In, values: [c, m, r] }\n  - { key: node.kubernetes.io/instance-type, operator: Exists, minValues: 50 }',
  find: ({ pools }) => pools.flatMap(faultsOf),
});

function faultsOf(pool: Pool): Fault[] {
  const types = pool.instanceTypes();
  if (types === undefined || types.length === 0) return [];
  return pool.written.flatMap(({ index, key, minValues }) => {
    if (minValues === undefined || !isInstanceLabel(key)) return [];
    const count = new Set(types.map(({ labels }) => labels.get(key)).filter((value) => value !== undefined))
      .size;
    if (count >= minValues) return [];
    return [
      {
        object: pool.title,
        path: requirementPath(index, 'minValues'),
        message: `The known instance types that satisfy this pool have ${count} values of ${key}, fewer than the required ${minValues}`,
        help: 'Lower minValues, or widen the requirements',
      },
    ];
  });
}
