/** Values that are known by their form, the narrowest first. */
export const VARIABLE_KINDS: readonly { pattern: string; name: string; description: string }[] = [
  { pattern: '^\\d{12}$', name: 'AWS_ACCOUNT_ID', description: 'Number of the AWS account' },
  { pattern: '^[a-z]{2}(-[a-z]+)+-\\d$', name: 'AWS_REGION', description: 'AWS region' },
  { pattern: '^[a-z]{2}(-[a-z]+)+-\\d[a-z]$', name: 'AWS_ZONE', description: 'Availability zone' },
  { pattern: '^subnet-[0-9a-f]+$', name: 'SUBNET_ID', description: 'ID of a subnet' },
  { pattern: '^sg-[0-9a-f]+$', name: 'SECURITY_GROUP_ID', description: 'ID of a security group' },
  { pattern: '^ami-[0-9a-f]+$', name: 'AMI_ID', description: 'ID of an AMI' },
  { pattern: '^vpc-[0-9a-f]+$', name: 'VPC_ID', description: 'ID of a VPC' },
  { pattern: '^https://\\S+$', name: 'ENDPOINT', description: 'Address of a server' },
];

/** Variables that are known by the field that they fill. */
const FIELDS: Readonly<Record<string, { name: string; description: string; pattern?: string }>> = {
  role: {
    name: 'NODE_ROLE',
    description: 'Name of the IAM role of the nodes',
    pattern: '^[\\w+=,.@-]{1,64}$',
  },
  instanceProfile: {
    name: 'INSTANCE_PROFILE',
    description: 'Name of the instance profile of the nodes',
    pattern: '^[\\w+=,.@-]{1,128}$',
  },
  'subnetSelectorTerms.id': { name: 'SUBNET_ID', description: 'ID of a subnet' },
  'securityGroupSelectorTerms.id': { name: 'SECURITY_GROUP_ID', description: 'ID of a security group' },
  'securityGroupSelectorTerms.name': { name: 'SECURITY_GROUP', description: 'Name of a security group' },
  'amiSelectorTerms.alias': { name: 'AMI_ALIAS', description: 'Alias of the AMIs' },
  'amiSelectorTerms.id': { name: 'AMI_ID', description: 'ID of an AMI' },
  'amiSelectorTerms.name': { name: 'AMI_NAME', description: 'Name of the AMIs' },
  'amiSelectorTerms.owner': { name: 'AMI_OWNER', description: 'Owner of the AMIs' },
  'kubelet.clusterDNS': { name: 'CLUSTER_DNS', description: 'Address of the cluster’s DNS' },
  context: { name: 'CONTEXT', description: 'Context of the fleet requests' },
};

/** The name that a variable of a field gets when its value has no known form. */
export function nameForField(path: readonly (string | number)[]): string {
  const steps = path.slice(1).filter((step) => typeof step === 'string');
  const known = FIELDS[steps.join('.')] ?? FIELDS[steps[0] ?? ''];
  return known?.name ?? upperSnake(steps.slice(-2).join('_')) ?? 'VALUE';
}

/** The name of a value of this form. */
export function nameForValues(values: Iterable<string>): string | undefined {
  return kindOf(values)?.name;
}

/** What a variable is, for those who add a cluster, and the form of its values, as far as its name or its values say it. */
export function factsOf(
  name: string,
  values: ReadonlyMap<string, string>,
): { description?: string; pattern?: string } {
  if (values.size > 0 && [...values].every(([cluster, value]) => cluster === value)) return CLUSTER_FACTS;
  const bare = name.replace(/_\d+$/, '');
  const byField = Object.values(FIELDS).find((one) => one.name === bare);
  const byValue = values.size > 0 ? kindOf(values.values()) : undefined;
  const description = byField?.description ?? byValue?.description;
  const pattern = byValue?.pattern ?? byField?.pattern;
  const isKept =
    pattern !== undefined && [...values.values()].every((value) => new RegExp(pattern).test(value));
  return { ...(description ? { description } : {}), ...(isKept ? { pattern } : {}) };
}

/** EKS takes such names. */
const CLUSTER_FACTS = { description: 'Name of the cluster', pattern: '^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$' };

function kindOf(values: Iterable<string>): (typeof VARIABLE_KINDS)[number] | undefined {
  const known = [...values];
  return VARIABLE_KINDS.find(({ pattern }) => known.every((value) => new RegExp(pattern).test(value)));
}

export const CLUSTER_NAME = 'CLUSTER_NAME';

/** `karpenter.sh/discovery` as `KARPENTER_SH_DISCOVERY`; undefined where nothing is left. */
export function upperSnake(text: string): string | undefined {
  const name = text
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^[\d_]+|_+$/g, '')
    .toUpperCase();
  return name === '' ? undefined : name;
}
