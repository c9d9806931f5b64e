import type { ValueObject } from '@kustomize-ts/core';
import { NODE_CLASS_GROUP } from '../../load/objects.ts';
import { type Converted, defined, type Fault, mapping, withOldHopLimit } from './converted.ts';

/** As Karpenter's conversion does (karpenter v1.0, pkg/apis/v1beta1/nodepool_conversion.go). */
export function convertNodePool(object: ValueObject): Converted {
  const spec = mapping(object.spec);
  const template = mapping(spec.template);
  const { kubelet, nodeClassRef, resources: _, ...inner } = mapping(template.spec);
  const {
    expireAfter = '720h',
    consolidationPolicy,
    consolidateAfter,
    ...disruption
  } = mapping(spec.disruption);
  const { apiVersion, kind = 'EC2NodeClass', name } = mapping(nodeClassRef);
  const group = typeof apiVersion === 'string' ? (apiVersion.split('/')[0] ?? '') : NODE_CLASS_GROUP;
  return {
    object: {
      ...object,
      apiVersion: 'karpenter.sh/v1',
      spec: {
        ...spec,
        disruption: defined({
          ...disruption,
          consolidateAfter: consolidateAfter ?? '0s',
          consolidationPolicy: consolidationPolicy === 'WhenEmpty' ? 'WhenEmpty' : 'WhenEmptyOrUnderutilized',
        }),
        template: {
          ...template,
          spec: { ...inner, expireAfter, nodeClassRef: defined({ group, kind, name }) },
        },
      },
    },
    ...(kubelet === undefined ? {} : { kubelet: mapping(kubelet) }),
    faults: [],
  };
}

/** AMI families that have an alias of all their AMIs. */
const ALIASES: Readonly<Record<string, string>> = {
  AL2: 'al2',
  AL2023: 'al2023',
  Bottlerocket: 'bottlerocket',
  Windows2019: 'windows2019',
  Windows2022: 'windows2022',
};

/** As Karpenter's conversion does (karpenter-provider-aws v1.0, pkg/apis/v1beta1/ec2nodeclass_conversion.go). */
export function convertNodeClass(object: ValueObject): Converted {
  const { amiFamily, amiSelectorTerms, metadataOptions, ...spec } = mapping(object.spec);
  const amis = amisOf(String(amiFamily), Array.isArray(amiSelectorTerms) && amiSelectorTerms.length > 0, [
    'spec',
    'amiFamily',
  ]);
  return {
    object: {
      ...object,
      apiVersion: `${NODE_CLASS_GROUP}/v1`,
      spec: defined({
        ...spec,
        amiFamily,
        amiSelectorTerms: amis.terms ?? amiSelectorTerms,
        metadataOptions: withOldHopLimit(metadataOptions),
      }),
    },
    faults: amis.faults,
  };
}

/** The alias that stands for a family without terms of its own. */
export function amisOf(
  family: string,
  hasTerms: boolean,
  path: Fault['path'],
): { terms?: ValueObject[]; faults: Fault[] } {
  if (hasTerms) return { faults: [] };
  const alias = Object.hasOwn(ALIASES, family) ? ALIASES[family] : undefined;
  if (alias !== undefined) return { terms: [{ alias: `${alias}@latest` }], faults: [] };
  return {
    faults: [
      {
        message: `v1 has no alias for AMIs of the family ${family}`,
        help: 'Select the AMIs in amiSelectorTerms, then import again',
        path,
      },
    ],
  };
}
