import { goQuote } from '@poolwright/crd-validator/go';
import { objectAt, stringAt } from '../../../instances/objects/fields.ts';
import { defineRule, type Fault } from '../rule.ts';
import type { ClusterView } from '../view.ts';

export const rule = defineRule({
  code: 'missing-node-class',
  severity: 'error',
  impact: 'outage',
  what: 'A NodePool’s `nodeClassRef` names an EC2NodeClass that the cluster does not get. If the cluster has no EC2NodeClass at all, it may come from elsewhere, and this is a warning.',
  why: 'Karpenter sets `NodeClassReady=False` with reason `NodeClassNotFound` on the pool, and launches nothing for it.',
  help: 'Correct the name, or add the EC2NodeClass.',
  common:
    'Examples keep one node class for many pools in a separate file. Validate all files of a cluster together.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nnodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: defualt }',
  good: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nnodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: general }',
  find: (view) => view.pools.flatMap((pool) => faultsOf(pool, view)),
});

function faultsOf({ title, template, nodeClass }: ClusterView['pools'][number], view: ClusterView): Fault[] {
  const reference = objectAt(template, 'nodeClassRef');
  const name = stringAt(reference, 'name');
  if (nodeClass !== undefined || name === undefined || stringAt(reference, 'kind') !== 'EC2NodeClass')
    return [];
  const names = view.nodeClasses.map((one) => one.name);
  const others = names.length === 0 ? 'none is declared' : `the declared ones are ${names.join(', ')}`;
  return [
    {
      object: title,
      path: ['spec', 'template', 'spec', 'nodeClassRef', 'name'],
      severity: names.length === 0 ? 'warning' : 'error',
      message: `No EC2NodeClass ${goQuote(name)} is among the cluster’s objects (${others}), so the pool launches nothing`,
      help: 'Correct the name, or add the EC2NodeClass',
    },
  ];
}
