import type { ValueObject } from '@kustomize-ts/core';
import { loadCatalogue } from '@poolwright/ec2-catalogue';
import type { SubnetZone } from '../../generator/instances/candidates/index.ts';
import { hardwareLabels, labelsOf } from '../../generator/instances/types/labels.ts';
import type { Random } from './crd-objects.ts';

const numeric =
  /-(?:cpu|memory|generation|gpu-count|gpu-memory|accelerator-count|local-nvme|ebs-bandwidth|network-bandwidth|cpu-sustained-clock-speed-mhz)$/;

/** A NodePool with requirements of the kind that pools have, some of which nothing satisfies. */
export function randomNodePool(random: Random, zones: readonly SubnetZone[]): ValueObject {
  const requirements = Array.from({ length: random.below(5) }, () => randomRequirement(random, zones));
  return {
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: { name: 'pool' },
    spec: {
      template: {
        metadata: {
          labels: random.chance(0.2) ? { team: 'a', 'kubernetes.io/arch': 'arm64' } : { team: 'a' },
        },
        spec: {
          nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'class' },
          requirements,
        },
      },
    },
  };
}

function randomRequirement(random: Random, zones: readonly SubnetZone[]): ValueObject {
  const key = random.pick([...hardwareLabels, ...placeLabels, ...placeLabels, 'team']);
  const minValues = random.chance(0.1) ? { minValues: 1 + random.below(4) } : {};
  if (numeric.test(key) && random.chance(0.5)) {
    const [value = '4'] = valuesOf(random, key, 1);
    return { key, operator: random.pick(['Gt', 'Lt', 'Gte', 'Lte']), values: [value], ...minValues };
  }
  const operator = random.pick(['In', 'In', 'In', 'NotIn', 'NotIn', 'Exists', 'DoesNotExist']);
  if (operator === 'Exists' || operator === 'DoesNotExist') return { key, operator, ...minValues };
  const count = 1 + random.below(key.endsWith('instance-family') ? 12 : 4);
  return {
    key,
    operator,
    values: [...new Set(placeValues(random, key, zones) ?? valuesOf(random, key, count))],
    ...minValues,
  };
}

const placeLabels = [
  'karpenter.sh/capacity-type',
  'topology.kubernetes.io/zone',
  'topology.k8s.aws/zone-id',
  'topology.kubernetes.io/region',
  'kubernetes.io/os',
  'karpenter.k8s.aws/instance-tenancy',
  'karpenter.k8s.aws/capacity-reservation-id',
];

function placeValues(random: Random, key: string, zones: readonly SubnetZone[]): string[] | undefined {
  const some = (values: readonly string[]): string[] =>
    Array.from({ length: 1 + random.below(3) }, () => random.pick(values));
  if (key === 'karpenter.sh/capacity-type') return some(['spot', 'on-demand', 'reserved']);
  if (key === 'topology.kubernetes.io/zone') return some(zones.map(({ name }) => name));
  if (key === 'topology.k8s.aws/zone-id') return some(zones.map(({ id }) => id));
  if (key === 'topology.kubernetes.io/region')
    return some(['us-east-1', 'us-east-1', 'eu-central-1', 'ap-south-2']);
  if (key === 'kubernetes.io/os') return some(['linux', 'linux', 'linux', 'windows']);
  if (key === 'karpenter.k8s.aws/instance-tenancy') return some(['default', 'dedicated']);
  if (key === 'karpenter.k8s.aws/capacity-reservation-id') return some(['cr-1']);
  return key === 'team' ? some(['a', 'b']) : undefined;
}

/** Values that types have for a label. */
function valuesOf(random: Random, key: string, count: number): string[] {
  const types = [...loadCatalogue().types().values()];
  return Array.from({ length: count }, () => {
    for (let tries = 0; tries < 200; tries++) {
      const value = labelsOf(random.pick(types)).get(key);
      if (value !== undefined && value !== '') return value;
    }
    return 'none';
  });
}

/** An EC2NodeClass with the fields that decide which types fit it. */
export function randomNodeClass(random: Random): ValueObject {
  const [amiFamily, alias] = random.pick([
    ['AL2023', 'al2023@latest'],
    ['AL2023', 'al2023@latest'],
    ['AL2', 'al2@latest'],
    ['Bottlerocket', 'bottlerocket@latest'],
    ['Windows2022', 'windows2022@latest'],
    ['Custom', undefined],
  ] as const);
  return {
    apiVersion: 'karpenter.k8s.aws/v1',
    kind: 'EC2NodeClass',
    metadata: { name: 'class' },
    spec: {
      amiFamily,
      amiSelectorTerms: [alias === undefined ? { id: 'ami-0123456789abcdef0' } : { alias }],
      ...(random.chance(0.1) ? { networkInterfaces: randomInterfaces(random) } : {}),
      ...(random.chance(0.05) ? { connectionTracking: { tcpEstablishedTimeout: 300 } } : {}),
      ...(random.chance(0.05) ? { enclaveOptions: { enabled: true } } : {}),
      ...(random.chance(0.05) ? { cpuOptions: { nestedVirtualization: 'enabled' } } : {}),
    },
  };
}

function randomInterfaces(random: Random): ValueObject[] {
  return [
    { networkCardIndex: 0, deviceIndex: 0, interfaceType: 'interface' },
    ...Array.from({ length: random.below(4) }, (_, index) => ({
      networkCardIndex: random.below(4),
      deviceIndex: index + 1,
      interfaceType: random.pick(['interface', 'efa-only']),
    })),
  ];
}
