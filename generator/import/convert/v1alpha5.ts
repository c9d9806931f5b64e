import type { Value, ValueObject } from '@kustomize-ts/core';
import { NODE_CLASS_GROUP } from '../../load/objects.ts';
import { type Converted, defined, type Fault, mapping, withOldHopLimit } from './converted.ts';
import { amisOf } from './v1beta1.ts';

/** What a Provisioner without a requirement of these keys means (karpenter-provider-aws v0.31, pkg/apis/v1alpha5/provisioner.go). */
const DEFAULTS: readonly { keys: readonly string[]; requirements: readonly ValueObject[] }[] = [
  {
    keys: ['kubernetes.io/os'],
    requirements: [{ key: 'kubernetes.io/os', operator: 'In', values: ['linux'] }],
  },
  {
    keys: ['kubernetes.io/arch'],
    requirements: [{ key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] }],
  },
  {
    keys: ['karpenter.sh/capacity-type'],
    requirements: [{ key: 'karpenter.sh/capacity-type', operator: 'In', values: ['on-demand'] }],
  },
  {
    keys: [
      'node.kubernetes.io/instance-type',
      'karpenter.k8s.aws/instance-family',
      'karpenter.k8s.aws/instance-category',
      'karpenter.k8s.aws/instance-generation',
    ],
    requirements: [
      { key: 'karpenter.k8s.aws/instance-category', operator: 'In', values: ['c', 'm', 'r'] },
      { key: 'karpenter.k8s.aws/instance-generation', operator: 'Gt', values: ['2'] },
    ],
  },
];

/** A Provisioner as a NodePool, as karpenter-convert writes it and with the defaults that NodePools no longer have. */
export function convertProvisioner(object: ValueObject): Converted {
  const spec = mapping(object.spec);
  const { labels, annotations, taints, startupTaints, weight, limits, providerRef, kubeletConfiguration } =
    spec;
  const written = Array.isArray(spec.requirements) ? spec.requirements.map((one) => mapping(one)) : [];
  const keys = new Set([...written.map(({ key }) => String(key)), ...Object.keys(mapping(labels))]);
  const added = DEFAULTS.filter(({ keys: any }) => !any.some((key) => keys.has(key))).flatMap(
    ({ requirements }) => requirements,
  );
  const metadata = defined({ labels, annotations });
  const faults: Fault[] = [];
  if (spec.provider !== undefined)
    faults.push({
      message: 'the Provisioner has an inline provider, which cannot be converted unambiguously',
      help: 'Move spec.provider to an AWSNodeTemplate that providerRef names, then import again',
      path: ['spec', 'provider'],
    });
  return {
    object: {
      apiVersion: 'karpenter.sh/v1',
      kind: 'NodePool',
      metadata: object.metadata ?? {},
      spec: defined({
        template: defined({
          metadata: Object.keys(metadata).length > 0 ? metadata : undefined,
          spec: defined({
            requirements: [...written, ...added],
            taints,
            startupTaints,
            expireAfter: seconds(spec.ttlSecondsUntilExpired) ?? 'Never',
            nodeClassRef: {
              group: NODE_CLASS_GROUP,
              kind: 'EC2NodeClass',
              name: mapping(providerRef).name ?? '',
            },
          }),
        }),
        disruption: disruptionOf(spec),
        limits: mapping(limits).resources,
        weight,
      }),
    },
    ...(kubeletConfiguration === undefined ? {} : { kubelet: mapping(kubeletConfiguration) }),
    faults,
  };
}

function disruptionOf({ consolidation, ttlSecondsAfterEmpty }: ValueObject): ValueObject {
  if (mapping(consolidation).enabled === true)
    return { consolidationPolicy: 'WhenEmptyOrUnderutilized', consolidateAfter: '0s' };
  return { consolidationPolicy: 'WhenEmpty', consolidateAfter: seconds(ttlSecondsAfterEmpty) ?? 'Never' };
}

function seconds(value: Value | undefined): string | undefined {
  return value === undefined ? undefined : `${String(value)}s`;
}

/** An AWSNodeTemplate as an EC2NodeClass. */
export function convertTemplate(object: ValueObject): Converted {
  const spec = mapping(object.spec);
  const {
    subnetSelector,
    securityGroupSelector,
    amiSelector,
    amiFamily = 'AL2',
    metadataOptions,
    launchTemplate,
    ...rest
  } = spec;
  const faults: Fault[] = [];
  const terms = (field: string, selector: Value | undefined): ValueObject[] | undefined => {
    if (selector === undefined) return undefined;
    const found = selectorTerms(mapping(selector));
    if (found) return found;
    faults.push({
      message: `${field} has several keys with lists of values, which selector terms cannot express unambiguously`,
      help: `Write ${field} with one value for each key, then import again`,
      path: ['spec', field],
    });
    return [];
  };
  if (launchTemplate !== undefined)
    faults.push({
      message: 'v1 has no custom launch templates',
      help: 'Move what the launch template sets to the fields of the node class, then import again',
      path: ['spec', 'launchTemplate'],
    });
  const amis = amisOf(String(amiFamily), amiSelector !== undefined, ['spec', 'amiFamily']);
  return {
    object: {
      apiVersion: `${NODE_CLASS_GROUP}/v1`,
      kind: 'EC2NodeClass',
      metadata: object.metadata ?? {},
      spec: defined({
        ...rest,
        amiFamily,
        amiSelectorTerms: amis.terms ?? terms('amiSelector', amiSelector),
        subnetSelectorTerms: terms('subnetSelector', subnetSelector),
        securityGroupSelectorTerms: terms('securityGroupSelector', securityGroupSelector),
        metadataOptions: withOldHopLimit(metadataOptions),
      }),
    },
    faults: [...amis.faults, ...faults],
  };
}

/** Keys of old selectors that select by ID rather than by tag. */
const IDS: ReadonlySet<string> = new Set(['aws-ids', 'aws::ids']);

/** The terms that select the same: a list of values means any of them. Undefined where several keys have lists. */
function selectorTerms(selector: ValueObject): ValueObject[] | undefined {
  const lists = Object.entries(selector).map(([key, value]) => ({
    key,
    values: String(value)
      .split(',')
      .map((one) => one.trim()),
  }));
  const several = lists.filter(({ values }) => values.length > 1);
  if (several.length > 1) return undefined;
  const [many] = several;
  return (many?.values ?? ['']).map((chosen) => {
    const term: ValueObject = {};
    const tags: ValueObject = {};
    for (const { key, values } of lists) {
      const value = key === many?.key ? chosen : (values[0] ?? '');
      if (IDS.has(key)) term.id = value;
      else if (key === 'aws::name') term.name = value;
      else if (key === 'aws::owners') term.owner = value;
      else tags[key] = value;
    }
    return Object.keys(tags).length > 0 ? { ...term, tags } : term;
  });
}
