import { capacityTypeLabel } from '../../instances/objects/labels.ts';

export interface RuntimeOptions {
  /** Karpenter's version, such as `1.15.1` or `1.15`. */
  karpenter: string;
  /** The cluster's Kubernetes version, such as `1.34`; rules that depend on it are left out without it. */
  kubernetes?: string;
  /** `core` knows no labels of EC2. */
  provider: 'aws' | 'core';
  /** Feature gates that are on; both are off by default in Karpenter. */
  gates?: { nodeClassCEL?: boolean; draNvidiaGpu?: boolean };
}

/** What differs between versions and providers. */
export interface Rules {
  provider: 'aws' | 'core';
  /** The minor version of Karpenter 1.x. */
  minor: number;
  wellKnown: ReadonlySet<string>;
  operators: ReadonlySet<string>;
  /** Labels of which Karpenter knows every value, with the values. */
  knownValues: ReadonlyMap<string, ReadonlySet<string>>;
  isRestrictedDomain(domain: string): boolean;
  /** Karpenter's message for a restricted label. */
  restrictedText(key: string): string;
}

const made = new Map<string, Rules>();

/** The rules of that version of Karpenter; of the nearest known one for another. */
export function rulesFor({ karpenter, provider }: RuntimeOptions): Rules {
  const key = `${provider}/${karpenter}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const rules = makeRules(minorOf(karpenter) ?? Number.POSITIVE_INFINITY, provider);
  made.set(key, rules);
  return rules;
}

/** The second number of a version `1.15.1`, `v1.15` or `1.34+`; undefined where it is missing. */
export function minorOf(version: string): number | undefined {
  const match = /^v?\d+\.(\d+)/.exec(version);
  return match === null ? undefined : Number(match[1]);
}

/** Whether two versions are known and of different minor releases. */
export function isOtherMinor(before: string | undefined, after: string | undefined): boolean {
  const [old, now] = [minorOf(before ?? ''), minorOf(after ?? '')];
  return old !== undefined && now !== undefined && old !== now;
}

function makeRules(minor: number, provider: 'aws' | 'core'): Rules {
  const wellKnown = new Set([...coreLabels, ...(provider === 'aws' ? awsLabels(minor) : [])]);
  const domains = minor < 9 ? ['k8s.io', 'karpenter.sh', 'kubernetes.io'] : ['karpenter.sh'];
  if (provider === 'aws') domains.push('karpenter.k8s.aws');
  domains.sort();
  const texts = { wellKnown: [...wellKnown].sort().join(' '), domains: domains.join(' ') };
  return {
    provider,
    minor,
    wellKnown,
    operators: new Set([
      'In',
      'NotIn',
      'Exists',
      'DoesNotExist',
      'Gt',
      'Lt',
      ...(minor < 9 ? [] : ['Gte', 'Lte']),
    ]),
    knownValues: knownValues(minor, provider),
    isRestrictedDomain:
      minor < 9 ? (domain) => restrictedBefore9(domain, domains) : (domain) => restricted(domain, domains),
    restrictedText: minor < 9 ? (key) => textBefore9(key, texts) : (key) => text(key, texts),
  };
}

// core v1.15.0, pkg/apis/v1/labels.go, IsRestrictedLabel
function restricted(domain: string, domains: readonly string[]): boolean {
  return domains.some((one) => domain === one || domain.endsWith(`.${one}`));
}

// core v1.8.0, pkg/apis/v1/labels.go, IsRestrictedNodeLabel: plain suffixes, with exceptions
function restrictedBefore9(domain: string, domains: readonly string[]): boolean {
  const exceptions = ['kops.k8s.io', 'node.kubernetes.io', 'node-restriction.kubernetes.io'];
  if (exceptions.some((one) => domain.endsWith(one))) return false;
  return domains.some((one) => domain.endsWith(one));
}

interface Texts {
  wellKnown: string;
  domains: string;
}

function text(key: string, { wellKnown, domains }: Texts): string {
  return (
    `using label ${key} is not allowed as it might interfere with the internal provisioning logic; ` +
    `specify a well known label: [${wellKnown}], or a custom label that does not use a restricted domain: [${domains}]`
  );
}

function textBefore9(key: string, { wellKnown, domains }: Texts): string {
  return (
    'label is restricted; specify a well known label or a custom label that does not use a restricted domain ' +
    `(label=${key}, restricted-labels=[${domains}], well-known-labels=[${wellKnown}])`
  );
}

function knownValues(minor: number, provider: 'aws' | 'core'): Map<string, ReadonlySet<string>> {
  const values = new Map<string, ReadonlySet<string>>([
    [capacityTypeLabel, new Set(['on-demand', 'reserved', 'spot'])],
  ]);
  if (provider === 'aws' && minor >= 9) {
    values.set('karpenter.k8s.aws/instance-tenancy', new Set(['dedicated', 'default']));
  }
  return values;
}

const coreLabels: readonly string[] = [
  'karpenter.sh/nodepool',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'node.kubernetes.io/instance-type',
  'kubernetes.io/arch',
  'kubernetes.io/os',
  'karpenter.sh/capacity-type',
  'node.kubernetes.io/windows-build',
];

// provider v1.8 to v1.15, pkg/apis/v1/labels.go, with the minor version that brought a label
function awsLabels(minor: number): string[] {
  const since = (first: number, names: readonly string[]) => (minor >= first ? names : []);
  const names = [
    ...['capacity-reservation-id', 'capacity-reservation-type', 'instance-hypervisor', 'instance-category'],
    ...['instance-encryption-in-transit-supported', 'instance-capability-flex', 'instance-family'],
    ...['instance-generation', 'instance-size', 'instance-local-nvme', 'instance-cpu', 'instance-memory'],
    ...['instance-cpu-manufacturer', 'instance-cpu-sustained-clock-speed-mhz', 'instance-ebs-bandwidth'],
    ...['instance-network-bandwidth', 'instance-gpu-name', 'instance-gpu-manufacturer', 'instance-gpu-count'],
    ...['instance-gpu-memory', 'instance-accelerator-name', 'instance-accelerator-manufacturer'],
    ...['instance-accelerator-count'],
    ...since(9, ['instance-tenancy']),
    ...since(10, ['capacity-reservation-interruptible']),
    ...since(11, ['placement-group-id', 'placement-group-partition']),
  ];
  return ['topology.k8s.aws/zone-id', ...names.map((name) => `karpenter.k8s.aws/${name}`)];
}
