import { type FieldMutant, nodeClass } from './field.ts';

const AMIS = 'amiSelectorTerms';
const SUBNETS = 'subnetSelectorTerms';
const GROUPS = 'securityGroupSelectorTerms';
const DISKS = 'blockDeviceMappings';
const disk = (ebs: object, rootVolume = false): object => ({
  deviceName: '/dev/xvda',
  ebs,
  ...(rootVolume ? { rootVolume } : {}),
});

/** Changes of an EC2NodeClass at the borders of what its CRD (Karpenter 1.15.1) allows, on both sides of them. */
export const NODE_CLASS_MUTANTS: readonly FieldMutant[] = [
  nodeClass('an AMI family that does not exist', 'amiFamily', 'AL3'),
  nodeClass('an AMI family that its alias is not of', 'amiFamily', 'Bottlerocket'),
  nodeClass('no AMI family', 'amiFamily', null),
  nodeClass('no AMIs', AMIS, []),
  nodeClass('an alias without a version', AMIS, [{ alias: 'al2' }]),
  nodeClass('an alias of a family that does not exist', AMIS, [{ alias: 'al3@latest' }]),
  nodeClass('an alias with a version', AMIS, [{ alias: 'al2@v20250704' }]),
  nodeClass('an alias and an id', AMIS, [{ alias: 'al2@latest', id: 'ami-0123456789abcdef0' }]),
  nodeClass('an alias and another term', AMIS, [{ alias: 'al2@latest' }, { id: 'ami-0123456789abcdef0' }]),
  nodeClass('an id of an AMI', AMIS, [{ id: 'ami-0123456789abcdef0' }]),
  nodeClass('a malformed id', AMIS, [{ id: 'ami-xyz' }]),
  nodeClass('a term that selects nothing', AMIS, [{}]),
  nodeClass('a misspelt field of a term', AMIS, [{ aliass: 'al2@latest' }]),
  nodeClass('an empty role', 'role', ''),
  nodeClass('a role and an instance profile', 'instanceProfile', 'profile'),
  nodeClass('neither a role nor an instance profile', 'role', null),
  nodeClass('an empty tag', SUBNETS, [{ tags: { team: '' } }]),
  nodeClass('tags of subnets with a star', SUBNETS, [{ tags: { team: '*' } }]),
  nodeClass('an id and tags of a subnet', SUBNETS, [{ id: 'subnet-0123456789abcdef0', tags: { a: 'b' } }]),
  nodeClass('a malformed subnet id', SUBNETS, [{ id: 'net-1' }]),
  nodeClass('no subnets', SUBNETS, []),
  nodeClass('a name and tags of a security group', GROUPS, [{ name: 'nodes', tags: { a: 'b' } }]),
  nodeClass('a name of a security group', GROUPS, [{ name: 'nodes' }]),
  nodeClass('a volume type that does not exist', DISKS, [disk({ volumeSize: '20Gi', volumeType: 'gp5' })]),
  nodeClass('a volume without a size', DISKS, [disk({ volumeType: 'gp3' })]),
  nodeClass('a size in words', DISKS, [disk({ volumeSize: 'large' })]),
  nodeClass('a size without a unit', DISKS, [disk({ volumeSize: '200' })]),
  nodeClass('a size above the maximum', DISKS, [disk({ volumeSize: '70000Gi' })]),
  nodeClass('encrypted as text', DISKS, [disk({ volumeSize: '20Gi', encrypted: 'yes' })]),
  nodeClass('throughput below the minimum', DISKS, [disk({ volumeSize: '20Gi', throughput: 100 })]),
  nodeClass('two root volumes', DISKS, [
    disk({ volumeSize: '20Gi' }, true),
    { ...disk({ volumeSize: '20Gi' }, true), deviceName: '/dev/xvdb' },
  ]),
  nodeClass('hops above the maximum', 'metadataOptions', { httpPutResponseHopLimit: 65 }),
  nodeClass('hops at the maximum', 'metadataOptions', { httpPutResponseHopLimit: 64 }),
  nodeClass('tokens that are not choice', 'metadataOptions', { httpTokens: 'maybe' }),
  nodeClass('a tag of Karpenter’s', 'tags', { 'karpenter.sh/nodepool': 'x' }),
  nodeClass('a tag of the cluster', 'tags', { 'kubernetes.io/cluster/mine': 'owned' }),
  nodeClass('a tag as a number', 'tags', { cost: 4711 }),
  nodeClass('a tag as text of digits', 'tags', { cost: '4711' }),
  nodeClass('a negative number of pods', 'kubelet', { maxPods: -1 }),
  nodeClass('a number of pods', 'kubelet', { maxPods: 110 }),
  nodeClass('an eviction signal that does not exist', 'kubelet', { evictionHard: { memory: '5%' } }),
  nodeClass('an eviction signal', 'kubelet', { evictionHard: { 'memory.available': '5%' } }),
  nodeClass('soft eviction without grace', 'kubelet', { evictionSoft: { 'memory.available': '5%' } }),
  nodeClass('image collection upside down', 'kubelet', {
    imageGCHighThresholdPercent: 50,
    imageGCLowThresholdPercent: 80,
  }),
  nodeClass('monitoring as text', 'detailedMonitoring', 'true'),
  nodeClass('user data as a number', 'userData', 5),
  nodeClass('a store policy that does not exist', 'instanceStorePolicy', 'RAID1'),
  nodeClass('a store policy', 'instanceStorePolicy', 'RAID0'),
  nodeClass('a malformed reservation id', 'capacityReservationSelectorTerms', [{ id: 'cr-xyz' }]),
  nodeClass('public addresses', 'associatePublicIPAddress', true),
];
