import { requirementPath } from '../../../instances/objects/pool.ts';
import { isEmpty } from '../../../instances/requirements/requirement.ts';
import { defineRule, type Fault } from '../rule.ts';
import type { ClusterView } from '../view.ts';

export const rule = defineRule({
  code: 'contradictory-requirements',
  severity: 'error',
  impact: 'outage',
  what: 'Several requirements (or a requirement and a label of the template) constrain the same label, and no value satisfies them all. For a label of your own this is a warning.',
  why: 'Karpenter combines requirements with “and”. No value is left, no instance type matches, and Karpenter skips the pool with a line in the controller’s log.',
  help: 'Put the values into one requirement, or remove one of the two.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: kubernetes.io/arch, operator: In, values: [amd64] }\n  - { key: kubernetes.io/arch, operator: In, values: [arm64] }',
  good: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: kubernetes.io/arch, operator: In, values: [amd64, arm64] }',
  find: (view) => view.pools.flatMap((pool) => faultsOf(pool, view)),
});

function faultsOf(pool: ClusterView['pools'][number], { wellKnown }: ClusterView): Fault[] {
  const out: Fault[] = [];
  for (const [key, requirement] of pool.requirements) {
    const speaking = pool.written.filter((one) => one.key === key);
    const labelled = pool.labels.has(key);
    const wanted = speaking.every(({ operator }) => operator !== 'DoesNotExist') || labelled;
    if (!isEmpty(requirement) || !wanted || speaking.length + (labelled ? 1 : 0) < 2) continue;
    const index = speaking.at(-1)?.index ?? 0;
    out.push({
      object: pool.title,
      path: requirementPath(index),
      severity: wellKnown.has(key) ? 'error' : 'warning',
      message: `No value of ${key} satisfies all ${labelled ? 'requirements and labels' : 'requirements'} for it`,
      help: `Use one requirement for all allowed values of ${key}`,
    });
  }
  return out;
}
