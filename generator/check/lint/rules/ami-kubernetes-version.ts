import { amiAlias } from '../../../instances/objects/ami-family.ts';
import type { NodeClass } from '../../../instances/objects/node-class.ts';
import { aliasProblems } from '../../karpenter/ami-alias.ts';
import { defineRule, type Fault } from '../rule.ts';

/** provider v1.15.1, pkg/providers/amifamily/ami.go, DescribeImageQueries. */
export const rule = defineRule({
  code: 'ami-kubernetes-version',
  severity: 'error',
  impact: 'outage',
  repeats: 'UnsupportedAlias',
  what: 'An alias of family `al2` is used with Kubernetes 1.33 or later, or `windows2025` before 1.35. Where the environment does not say its Kubernetes version, an AL2 alias is a warning.',
  why: 'Karpenter sets `AMIsReady=False` with reason `UnsupportedAlias` on the node class, and all of its pools stop launching nodes. It happens when the control plane is upgraded, not before.',
  help: 'Move to `al2023` before upgrading the cluster.',
  versions: 'AL2 has no AMI from Kubernetes 1.33 on; Windows Server 2025 needs 1.35.',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\namiSelectorTerms: [{ alias: al2@v20250704 }]',
  good: '# fleet.yaml: spec.pools.general.nodeClass\namiSelectorTerms: [{ alias: al2023@v20250704 }]',
  find: ({ scope, nodeClasses }) => nodeClasses.flatMap((one) => faultsOf(one, scope.kubernetes)),
});

function faultsOf({ title, spec }: NodeClass, kubernetes: string | undefined): Fault[] {
  const help = 'Use an alias of al2023, or another family that has images for the version';
  const certain = aliasProblems(spec, kubernetes);
  if (kubernetes !== undefined) {
    return certain.map(({ path }) => ({
      object: title,
      path: [...path],
      message: `There is no AMI of this family for Kubernetes ${kubernetes}, so all pools with this class stop launching nodes`,
      help,
    }));
  }
  const alias = amiAlias(spec);
  if (alias === undefined || !alias.text.startsWith('al2@')) return [];
  return [
    {
      object: title,
      path: ['spec', 'amiSelectorTerms', alias.index, 'alias'],
      severity: 'warning',
      message:
        'AL2 has no AMI for Kubernetes 1.33 and later, where all pools with this class stop launching nodes',
      help: 'Use al2023, or state the environment’s Kubernetes version if it is older',
    },
  ];
}
