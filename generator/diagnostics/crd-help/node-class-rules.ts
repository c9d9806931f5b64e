import type { RuleHelp, RuleTable } from './rule.ts';
import { fieldsOf, has, itemsOf, keyWhere } from './select.ts';

const SIGNALS =
  'memory.available, nodefs.available, nodefs.inodesFree, imagefs.available, imagefs.inodesFree or pid.available';
const RESERVED = 'cpu, memory, ephemeral-storage or pid';
const SIGNAL = /^(memory|nodefs|imagefs|pid)\.available$|^(nodefs|imagefs)\.inodesFree$/;
const RESOURCE = /^(cpu|memory|ephemeral-storage|pid)$/;
const SIGNAL_LIST =
  "['memory.available','nodefs.available','nodefs.inodesFree','imagefs.available','imagefs.inodesFree','pid.available']";

function familyRule(family: string, article: string): [message: string, help: RuleHelp] {
  return [
    `if set, amiFamily must be '${family}' or 'Custom' when using ${article} ${family} alias`,
    {
      help: `Remove amiFamily (the alias implies ${family}), or use an alias of that family`,
      at: () => ['amiFamily'],
    },
  ];
}

function supportedFamilies(families: string): [message: string, help: RuleHelp] {
  return [
    `family is not supported, must be one of the following: ${families}`,
    { help: `Use one of ${families.replaceAll("'", '')}, such as al2023@v20250704` },
  ];
}

function signalKeys(field: string): [message: string, help: RuleHelp] {
  return [
    `valid keys for ${field} are ${SIGNAL_LIST}`,
    { help: `Use an eviction signal as key: ${SIGNALS}`, at: keyWhere((key) => !SIGNAL.test(key)) },
  ];
}

function reservedRules(field: string): [message: string, help: RuleHelp][] {
  return [
    [
      `valid keys for ${field} are ['cpu','memory','ephemeral-storage','pid']`,
      { help: `Use ${RESERVED} as key`, at: keyWhere((key) => !RESOURCE.test(key)) },
    ],
    [
      `${field} value cannot be a negative resource quantity`,
      {
        help: 'Write the amount without a minus sign',
        at: keyWhere((_key, value) => String(value).startsWith('-')),
      },
    ],
  ];
}

function restrictedTag(tag: string, matches: (key: string) => boolean): [message: string, help: RuleHelp] {
  return [
    `tag contains a restricted tag matching ${tag}`,
    { help: `Remove the tag: Karpenter sets ${tag} itself`, at: keyWhere(matches) },
  ];
}

/** Rules of the EC2NodeClass's own fields; those of its selector terms are beside. */
export const NODE_CLASS_RULES: RuleTable = {
  "must specify exactly one of ['role', 'instanceProfile']": {
    help: (spec) =>
      has(spec, 'role')
        ? 'Remove role or instanceProfile: Karpenter takes one of the two'
        : 'Set role to the name of the IAM role of the nodes, such as KarpenterNodeRole-my-cluster',
    at: (spec) => [has(spec, 'role') ? 'instanceProfile' : 'role'],
  },
  ...Object.fromEntries([
    familyRule('AL2', 'an'),
    familyRule('AL2023', 'an'),
    familyRule('Bottlerocket', 'a'),
    familyRule('Windows2019', 'a'),
    familyRule('Windows2022', 'a'),
    familyRule('Windows2025', 'a'),
    supportedFamilies("'al2', 'al2023', 'bottlerocket', 'windows2019', 'windows2022'"),
    supportedFamilies("'al2', 'al2023', 'bottlerocket', 'windows2019', 'windows2022', 'windows2025'"),
    signalKeys('evictionHard'),
    signalKeys('evictionSoft'),
    signalKeys('evictionSoftGracePeriod'),
    ...reservedRules('kubeReserved'),
    ...reservedRules('systemReserved'),
    restrictedTag('eks:eks-cluster-name', (key) => key === 'eks:eks-cluster-name'),
    restrictedTag('kubernetes.io/cluster/', (key) => key.startsWith('kubernetes.io/cluster')),
    restrictedTag('karpenter.sh/nodepool', (key) => key === 'karpenter.sh/nodepool'),
    restrictedTag('karpenter.sh/nodeclaim', (key) => key === 'karpenter.sh/nodeclaim'),
    restrictedTag('karpenter.k8s.aws/ec2nodeclass', (key) => key === 'karpenter.k8s.aws/ec2nodeclass'),
  ]),
  'must specify amiFamily if amiSelectorTerms does not contain an alias': {
    help: 'Set amiFamily to the family of the selected AMIs, such as AL2023 or Bottlerocket, or Custom to write all of userData yourself',
    at: () => ['amiFamily'],
  },
  "'alias' is improperly formatted, must match the format 'family@version'": {
    help: (alias) => `Write family and version: ${familyOf(alias, 'al2023')}@v20250704, or @latest`,
  },
  "windows families may only specify version 'latest'": {
    help: (alias) => `Set alias to ${familyOf(alias, 'windows2022')}@latest`,
  },
  "empty tag keys or values aren't supported": {
    help: 'Give the tag a key and a value; "*" as value selects by the key alone',
    at: keyWhere((key, value) => key === '' || value === ''),
  },
  "empty tag keys aren't supported": { help: 'Give the tag a key', at: keyWhere((key) => key === '') },
  'must have only one blockDeviceMappings with rootVolume': {
    help: 'Keep rootVolume: true on one mapping',
    at: (mappings) => {
      const roots = itemsOf(mappings).flatMap((one, i) => (fieldsOf(one).rootVolume === true ? [i] : []));
      return roots[1] === undefined ? [] : [roots[1], 'rootVolume'];
    },
  },
  'snapshotID or volumeSize must be defined': { help: 'Set volumeSize, such as 100Gi, or snapshotID' },
  'snapshotID must be set when volumeInitializationRate is set': {
    help: 'Remove volumeInitializationRate, or set snapshotID: only volumes from a snapshot are initialized',
    at: () => ['volumeInitializationRate'],
  },
  'instanceProfile cannot be empty': {
    help: 'Set instanceProfile to the name of the instance profile, or use role',
  },
  'role cannot be empty': {
    help: 'Set role to the name of the IAM role of the nodes, such as KarpenterNodeRole-my-cluster',
  },
  'imageGCHighThresholdPercent must be greater than imageGCLowThresholdPercent': {
    help: 'Set imageGCHighThresholdPercent to more than imageGCLowThresholdPercent',
    at: () => ['imageGCHighThresholdPercent'],
  },
  'evictionSoft OwnerKey does not have a matching evictionSoftGracePeriod': {
    help: (kubelet) =>
      `Add ${unmatched(kubelet, 'evictionSoft', 'evictionSoftGracePeriod')} to evictionSoftGracePeriod, such as 1m30s`,
    at: (kubelet) => ['evictionSoft', unmatched(kubelet, 'evictionSoft', 'evictionSoftGracePeriod')],
  },
  'evictionSoftGracePeriod OwnerKey does not have a matching evictionSoft': {
    help: (kubelet) =>
      `Add ${unmatched(kubelet, 'evictionSoftGracePeriod', 'evictionSoft')} to evictionSoft, or remove it here`,
    at: (kubelet) => [
      'evictionSoftGracePeriod',
      unmatched(kubelet, 'evictionSoftGracePeriod', 'evictionSoft'),
    ],
  },
  "networkInterfaces must include a primary interface with interfaceType='interface'": {
    help: 'Add { networkCardIndex: 0, deviceIndex: 0, interfaceType: interface }',
  },
  'networkInterfaces must not have duplicate networkCardIndex and deviceIndex pairs, and can have at most one efa device per network card':
    {
      help: 'Give each interface its own networkCardIndex and deviceIndex, and each network card one interface of type efa-only at most',
      at: repeatedInterface,
    },
  'at least one of tcpEstablishedTimeout, udpStreamTimeout, or udpTimeout must be set': {
    help: 'Set one of the timeouts, in seconds, or remove connectionTracking',
  },
};

/** The family that an alias starts with. */
function familyOf(alias: unknown, otherwise: string): string {
  return /^[a-z0-9]+/.exec(typeof alias === 'string' ? alias : '')?.[0] ?? otherwise;
}

/** The first key of one mapping of the kubelet that the other does not have. */
function unmatched(kubelet: unknown, field: string, other: string): string {
  const { [field]: own, [other]: matching } = fieldsOf(kubelet);
  return Object.keys(fieldsOf(own)).find((key) => !has(matching, key)) ?? '';
}

function repeatedInterface(value: unknown): number[] {
  const all = itemsOf(value).map(fieldsOf);
  const index = all.findIndex((one, i) =>
    all
      .slice(0, i)
      .some(
        (other) =>
          other.networkCardIndex === one.networkCardIndex &&
          (other.deviceIndex === one.deviceIndex ||
            (other.interfaceType === 'efa-only' && one.interfaceType === 'efa-only')),
      ),
  );
  return index < 0 ? [] : [index];
}
