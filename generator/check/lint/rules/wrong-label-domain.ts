import { requirementPath } from '../pool.ts';
import { defineRule } from '../rule.ts';
import { knownValues } from '../scheduling/instance-types.ts';

// EKS Auto Mode has the same labels under its own domain.
const autoMode = 'eks.amazonaws.com';

export const rule = defineRule({
  code: 'wrong-label-domain',
  severity: 'warning',
  what: 'A requirement’s key ends like one of `karpenter.k8s.aws/instance-…` but has another domain, as `node.kubernetes.io/instance-family`.',
  why: 'To Karpenter that is a label of your own. It is accepted, put on the nodes, and chooses no instance type.',
  help: 'Write the label with the domain `karpenter.k8s.aws`.',
  bad: '- { key: node.kubernetes.io/instance-family, operator: In, values: [m5] }',
  good: '- { key: karpenter.k8s.aws/instance-family, operator: In, values: [m5] }',
  find: ({ pools, wellKnown }) =>
    pools.flatMap(({ title, written }) =>
      written.flatMap(({ index, key }) => {
        const [domain = '', name = ''] = key.split('/');
        const meant = `karpenter.k8s.aws/${name}`;
        const alike =
          wellKnown.has(meant) && name.startsWith('instance-') && knownValues(meant) !== undefined;
        if (!alike || wellKnown.has(key) || domain === autoMode) return [];
        return [
          {
            object: title,
            path: requirementPath(index, 'key'),
            message: `${key} chooses no instance type, since only the domain karpenter.k8s.aws has ${name}, not ${domain}`,
            help: `Write ${meant}`,
          },
        ];
      }),
    ),
});
