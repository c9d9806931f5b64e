import { objectsAt, stringAt } from '../../../instances/objects/fields.ts';
import type { NodeClass } from '../../../instances/objects/node-class.ts';
import { defineRule, type Fault } from '../rule.ts';
import type { ClusterView } from '../view.ts';

/** provider v1.15.1, pkg/providers/amifamily/ami.go, DescribeImageQueries: a value that is not an AMI ID is skipped. */
export const rule = defineRule({
  code: 'ami-parameter',
  severity: 'warning',
  impact: 'outage',
  what: 'An `ssmParameter` names a public parameter of EKS or Bottlerocket that holds no AMI ID: one that does not end in `/image_id`.',
  why: 'Karpenter skips a parameter that does not exist or whose value is not an AMI ID, and logs it only at debug level. Without another term the node class never becomes ready: `AMIsReady=False`.',
  help: 'End the parameter in `/image_id`, or use an alias.',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\namiFamily: AL2023\namiSelectorTerms:\n  - ssmParameter: /aws/service/eks/optimized-ami/1.33/amazon-linux-2023/x86_64/standard/recommended',
  good: '# fleet.yaml: spec.pools.general.nodeClass\namiFamily: AL2023\namiSelectorTerms:\n  - ssmParameter: /aws/service/eks/optimized-ami/1.33/amazon-linux-2023/x86_64/standard/recommended/image_id',
  find: (view) => view.nodeClasses.flatMap((nodeClass) => faultsOf(nodeClass, view)),
});

function faultsOf({ title, spec }: NodeClass, { written }: ClusterView): Fault[] {
  const terms = objectsAt(spec, 'amiSelectorTerms');
  const wrong = terms.filter(([, term]) => holdsNoId(stringAt(term, 'ssmParameter') ?? ''));
  return wrong.map(([index, term]) => {
    const path = ['spec', 'amiSelectorTerms', index, 'ssmParameter'];
    const parameter = written(title, path, stringAt(term, 'ssmParameter') ?? '');
    return {
      object: title,
      path,
      ...(wrong.length === terms.length ? { severity: 'error' as const } : {}),
      message:
        wrong.length === terms.length
          ? 'This parameter holds no AMI ID, so Karpenter finds no image and the class never becomes ready'
          : 'This parameter holds no AMI ID, so Karpenter ignores the term',
      help: `Write ${parameter.replace(/\/*$/, '')}/image_id`,
    };
  });
}

function holdsNoId(parameter: string): boolean {
  if (!/^\/aws\/service\/(?:eks\/optimized-ami|bottlerocket)\//.test(parameter)) return false;
  return !parameter.includes('${') && !/\/image_id(?::[\w.-]+)?$/.test(parameter);
}
