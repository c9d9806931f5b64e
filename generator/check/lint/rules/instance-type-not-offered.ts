import { loadCatalogue } from '@poolwright/ec2-catalogue';
import { familyLabel, typeLabel, zoneIdLabel } from '../../../instances/objects/labels.ts';
import { type Pool, requirementPath, type WrittenRequirement } from '../../../instances/objects/pool.ts';
import type { ClusterRegion } from '../../../instances/region.ts';
import { defineRule, type Fault } from '../rule.ts';

export const rule = defineRule({
  code: 'instance-type-not-offered',
  severity: 'warning',
  impact: 'scheduling',
  provider: 'aws',
  what: 'A pool names an instance type or family that EC2 does not offer in the cluster’s region, or in the zones that the pool names by ID, or no type that satisfies the pool is offered there. It is a notice if other values that the pool names are offered. Types and regions that the catalogue does not have are ignored.',
  why: 'Karpenter queries EC2 for the offerings of each zone and leaves out the rest. If nothing is left, the pool launches no node and its pods stay pending.',
  help: 'Name types that the region offers, or correct `region` of the cluster. `poolwright instances` lists them.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: topology.kubernetes.io/zone, operator: In, values: [eu-south-1a] }\n  - { key: karpenter.k8s.aws/instance-family, operator: In, values: [m5ad] }',
  good: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: topology.kubernetes.io/zone, operator: In, values: [eu-south-1a] }\n  - { key: karpenter.k8s.aws/instance-family, operator: In, values: [m5] }',
  find: ({ pools, region }) =>
    region.from === 'assumed' ? [] : pools.flatMap((pool) => faultsOf(pool, region)),
});

function faultsOf(pool: Pool, { name: region }: ClusterRegion): Fault[] {
  const offers = offersOf(pool, region);
  const named = pool.written.flatMap((one) => namedFaults(pool.title, one, offers));
  if (named.length > 0) return named;
  const types = pool.instanceTypes() ?? [];
  if (types.length === 0 || types.some(({ name }) => offers.hasType(name))) return [];
  return [
    {
      object: pool.title,
      path: ['spec', 'template', 'spec', 'requirements'],
      impact: 'outage',
      message: `${offers.place} offers none of the ${types.length} instance types that satisfy this pool, as of ${loadCatalogue().date}`,
      help: 'Widen the requirements',
    },
  ];
}

/** What a place offers; what is not known counts as offered. */
interface Offers {
  /** As messages name it. */
  place: string;
  hasType(name: string): boolean;
}

function offersOf({ requirements }: Pool, region: string): Offers {
  const catalogue = loadCatalogue();
  const ids = requirements.get(zoneIdLabel);
  const zones = catalogue.regions().get(region)?.zones ?? [];
  const wanted = ids === undefined || ids.complement ? [] : zones.filter((zone) => ids.values.has(zone));
  if (wanted.length === 0)
    return { place: region, hasType: (name) => catalogue.isOffered(name, region) !== false };
  return {
    place: wanted.join(', '),
    hasType: (name) => wanted.some((zone) => catalogue.isOffered(name, zone) !== false),
  };
}

function namedFaults(
  object: string,
  { index, key, operator, values }: WrittenRequirement,
  { place, hasType }: Offers,
): Fault[] {
  if (operator !== 'In' || (key !== typeLabel && key !== familyLabel)) return [];
  const isOffered = key === typeLabel ? hasType : (family: string) => hasFamily(family, hasType);
  const missing = values.flatMap((value, at) => (isOffered(value) ? [] : [{ value, at }]));
  const isAll = missing.length === values.length;
  return missing.map(({ value, at }) => ({
    object,
    path: requirementPath(index, 'values', at),
    ...(isAll ? { impact: 'outage' as const } : { severity: 'notice' as const }),
    message: `${place} does not offer ${value}, as of ${loadCatalogue().date}`,
    help: isAll ? `Name a value that ${place} offers` : `Remove ${value}, which has no effect there`,
  }));
}

function hasFamily(family: string, hasType: (name: string) => boolean): boolean {
  const types = loadCatalogue().typesOf(family);
  return types.length === 0 || types.some(({ name }) => hasType(name));
}
