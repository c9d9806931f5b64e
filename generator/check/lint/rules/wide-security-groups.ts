import { objectAt, objectsAt } from '../../../instances/objects/fields.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  code: 'wide-security-groups',
  severity: 'warning',
  impact: 'outage',
  what: 'A term of `securityGroupSelectorTerms` selects only by a tag `kubernetes.io/cluster/…`.',
  why: 'Several groups have that tag, and Karpenter attaches all of them. The AWS load balancer controller fails when it finds the tag on two groups of an instance.',
  help: 'Select by a tag of your own, such as `karpenter.sh/discovery`, or by ID.',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\nsecurityGroupSelectorTerms:\n  - tags: { kubernetes.io/cluster/my-cluster: owned }',
  good: '# fleet.yaml: spec.pools.general.nodeClass\nsecurityGroupSelectorTerms:\n  - tags: { karpenter.sh/discovery: my-cluster }',
  find: ({ nodeClasses }) =>
    nodeClasses.flatMap(({ title, spec }) =>
      objectsAt(spec, 'securityGroupSelectorTerms')
        .filter(([, term]) => {
          const tags = Object.keys(objectAt(term, 'tags'));
          return tags.length === 1 && tags[0]?.startsWith('kubernetes.io/cluster/');
        })
        .map(([index]) => ({
          object: title,
          path: ['spec', 'securityGroupSelectorTerms', index, 'tags'],
          message:
            'Several security groups have the cluster’s tag, and load balancers fail if an instance has two of them',
          help: 'Select by a tag that only one group has, such as karpenter.sh/discovery',
        })),
    ),
});
