import { stringAt } from '../../karpenter/fields.ts';
import type { NodeClass } from '../node-class.ts';
import { defineRule, type Fault } from '../rule.ts';

// What Karpenter adds by itself, by AMI family.
const doneTwice: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  AL2: [[/^[^#\n]*\/etc\/eks\/bootstrap\.sh\b/m, 'calls /etc/eks/bootstrap.sh']],
  AL2023: [
    [/^[^#\n]*\/etc\/eks\/bootstrap\.sh\b/m, 'calls /etc/eks/bootstrap.sh, which AL2023 does not have'],
    [/^[^#\n]*\bnodeadm\s+init\b/m, 'calls nodeadm init'],
    [/^\s*(?:apiServerEndpoint|certificateAuthority):/m, 'sets the cluster that nodeadm joins'],
  ],
  Bottlerocket: [
    [/^\s*"?(?:api-server|cluster-certificate|cluster-name)"?\s*=/m, 'sets the cluster to join'],
  ],
};

/** provider v1.15.1, pkg/providers/amifamily/bootstrap. */
export const rule = defineRule({
  code: 'user-data-conflict',
  severity: 'warning',
  what: 'The `userData` of an EC2NodeClass calls the bootstrap script, or sets the cluster to join, for a family whose user data Karpenter completes.',
  why: 'The node bootstraps twice, the first time without Karpenter’s taints and labels, so that it may never count as registered; or Karpenter overwrites the setting.',
  help: 'Remove that part, and keep in `userData` only what is your own. With `amiFamily: Custom` all of it is yours.',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\namiSelectorTerms: [{ alias: bottlerocket@v1.20.4 }]\nuserData: |\n  [settings.kubernetes]\n  cluster-name = "my-cluster"',
  good: '# fleet.yaml: spec.pools.general.nodeClass\namiSelectorTerms: [{ alias: bottlerocket@v1.20.4 }]\nuserData: |\n  [settings.kernel.sysctl]\n  "vm.max_map_count" = "262144"',
  find: ({ nodeClasses }) => nodeClasses.flatMap(faultsOf),
});

function faultsOf({ title, spec, family }: NodeClass): Fault[] {
  const userData = stringAt(spec, 'userData') ?? '';
  if (userData === '') return [];
  return (doneTwice[family] ?? [])
    .filter(([pattern]) => pattern.test(userData))
    .map(([, what]) => ({
      object: title,
      path: ['spec', 'userData'],
      message: `This user data ${what}, which Karpenter sees to for ${family}`,
      help: 'Leave that to Karpenter, or set amiFamily: Custom',
    }));
}
