import { own, stringAt } from '../../../instances/objects/fields.ts';
import type { NodeClass } from '../../../instances/objects/node-class.ts';
import { kubernetesSettings } from '../bottlerocket.ts';
import { defineRule, type Fault } from '../rule.ts';

const LEAVE_IT = 'Leave that to Karpenter, or set amiFamily: Custom';
const TAINTS = 'Move the taints to spec.template.spec.taints of the NodePool';

// What Karpenter adds or overwrites by itself, by AMI family.
const doneTwice: Readonly<Record<string, readonly (readonly [RegExp, what: string, help: string])[]>> = {
  AL2: [
    [
      /^[^#\n]*\/etc\/eks\/bootstrap\.sh\b/m,
      'calls /etc/eks/bootstrap.sh, which Karpenter calls after it',
      LEAVE_IT,
    ],
  ],
  AL2023: [
    [
      /^[^#\n]*\/etc\/eks\/bootstrap\.sh\b/m,
      'calls /etc/eks/bootstrap.sh, which AL2023 does not have',
      LEAVE_IT,
    ],
    [/^[^#\n]*\bnodeadm\s+init\b/m, 'calls nodeadm init, which runs by itself', LEAVE_IT],
    [
      /^(?:[^#\n]*[{,])?\s*(?:apiServerEndpoint|certificateAuthority):/m,
      'sets the cluster to join, which Karpenter sets',
      LEAVE_IT,
    ],
    [/^(?:[^#\n]*[{,])?\s*registerWithTaints:/m, 'sets registerWithTaints, which Karpenter replaces', TAINTS],
    [
      /^[^#\n]*--register-with-taints=(?!.*karpenter\.sh\/unregistered)/m,
      'sets the taints of the node without karpenter.sh/unregistered, so pods start before Karpenter has set labels and taints',
      TAINTS,
    ],
  ],
  Windows: [
    [
      /^[^#\n]*(?:Start-EKSBootstrap\.ps1|\$EKSBootstrapScriptFile)/im,
      'calls Start-EKSBootstrap.ps1, which Karpenter calls',
      LEAVE_IT,
    ],
  ],
};

/** provider v1.15.1, pkg/providers/amifamily/bootstrap. */
export const rule = defineRule({
  code: 'user-data-conflict',
  severity: 'warning',
  impact: 'scheduling',
  what: 'The `userData` of an EC2NodeClass calls the bootstrap script, or sets what Karpenter sets for that family: the cluster to join, the taints, the DNS server.',
  why: 'Karpenter completes the user data of every family but `Custom`. A second bootstrap runs first, without Karpenter’s taints and labels; a setting of Bottlerocket or nodeadm is overwritten, so nodes come up without it.',
  help: 'Remove that part, and keep in `userData` only what is your own. With `amiFamily: Custom` you write all of it.',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\namiSelectorTerms: [{ alias: bottlerocket@v1.20.4 }]\nuserData: |\n  [settings.kubernetes]\n  cluster-name = "my-cluster"',
  good: '# fleet.yaml: spec.pools.general.nodeClass\namiSelectorTerms: [{ alias: bottlerocket@v1.20.4 }]\nuserData: |\n  [settings.kernel.sysctl]\n  "vm.max_map_count" = "262144"',
  find: ({ nodeClasses }) => nodeClasses.flatMap(faultsOf),
});

function faultsOf({ title, spec, family }: NodeClass): Fault[] {
  const userData = stringAt(spec, 'userData') ?? '';
  if (userData === '') return [];
  const found = family === 'Bottlerocket' ? inBottlerocket(userData) : inText(userData, family);
  return found.map(({ what, help }) => ({
    object: title,
    path: ['spec', 'userData'],
    message: `This user data ${what}`,
    help,
  }));
}

interface Conflict {
  what: string;
  help: string;
}

function inText(userData: string, family: string): Conflict[] {
  return (doneTwice[family.startsWith('Windows') ? 'Windows' : family] ?? [])
    .filter(([pattern]) => pattern.test(userData))
    .map(([, what, help]) => ({ what, help }));
}

function inBottlerocket(userData: string): Conflict[] {
  const settings = kubernetesSettings(userData);
  const has = (key: string): boolean => own(settings, key) !== undefined;
  const found: Conflict[] = [];
  if (['api-server', 'cluster-certificate', 'cluster-name'].some(has))
    found.push({ what: 'sets the cluster to join, which Karpenter sets', help: LEAVE_IT });
  if (has('node-taints'))
    found.push({ what: 'sets node-taints, all of which Karpenter replaces', help: TAINTS });
  if (typeof own(settings, 'cluster-dns-ip') === 'string')
    found.push({
      what: 'sets cluster-dns-ip, which Karpenter replaces with the address of kube-dns',
      help: 'Set spec.kubelet.clusterDNS',
    });
  return found;
}
