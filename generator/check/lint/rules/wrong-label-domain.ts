import { objectAt, stringAt } from '../../../instances/objects/fields.ts';
import { requirementPath } from '../../../instances/objects/pool.ts';
import { isInstanceLabel } from '../../../instances/types/instance-types.ts';
import { defineRule } from '../rule.ts';

// EKS Auto Mode has the same labels under its own domain.
const autoMode = 'eks.amazonaws.com';

export const rule = defineRule({
  code: 'wrong-label-domain',
  severity: 'warning',
  impact: 'scheduling',
  what: 'A requirement’s key ends like one of `karpenter.k8s.aws/instance-…` but has another domain, such as `node.kubernetes.io/instance-family`.',
  why: 'Karpenter treats it as a label of your own: it accepts the requirement, puts the label on the nodes, and selects no instance type by it.',
  help: 'Write the label with the domain `karpenter.k8s.aws`.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: node.kubernetes.io/instance-family, operator: In, values: [m5] }',
  good: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: karpenter.k8s.aws/instance-family, operator: In, values: [m5] }',
  find: ({ pools, wellKnown, written: textOf }) =>
    pools.flatMap(({ title, template, isAws, written }) =>
      written.flatMap(({ index, key }) => {
        const isAuto = stringAt(objectAt(template, 'nodeClassRef'), 'group') === autoMode;
        if (!isAws && !isAuto) return [];
        const [domain = '', name = ''] = key.split('/');
        const meant = `karpenter.k8s.aws/${name}`;
        const right = isAuto ? autoMode : 'karpenter.k8s.aws';
        const alike = wellKnown.has(meant) && name.startsWith('instance-') && isInstanceLabel(meant);
        if (!alike || domain === right || domain === autoMode) return [];
        const path = requirementPath(index, 'key');
        const [, declared = name] = textOf(title, path, key).split('/');
        return [
          {
            object: title,
            path,
            message: `${key} selects no instance type, since ${name} belongs to the domain ${right}, not ${domain}`,
            help: `Write ${right}/${declared}`,
          },
        ];
      }),
    ),
});
