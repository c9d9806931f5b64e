import type { Pool, WrittenRequirement } from '../pool.ts';
import { requirementPath } from '../pool.ts';
import { defineRule, type Fault } from '../rule.ts';
import { regionOfZone } from '../scheduling/zone.ts';

const ZONE = 'topology.kubernetes.io/zone';

/** A zone that a pool names: an availability zone `us-east-1a`, a local zone `us-west-2-lax-1a` or a wavelength zone. */
interface NamedZone {
  pool: Pool;
  requirement: WrittenRequirement;
  place: number;
  zone: string;
  region: string;
}

export const rule = defineRule({
  code: 'zone-mismatch',
  severity: 'warning',
  impact: 'scheduling',
  provider: 'aws',
  what: 'The pools of a cluster name zones of two regions, or a zone that no region has.',
  why: 'A cluster and its subnets are in one region, so Karpenter never launches a node in the other zones. They still count as domains for topology spread, and pods that must spread over them stay pending.',
  help: 'Name zones of the cluster’s region, as `aws ec2 describe-availability-zones` lists them.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: topology.kubernetes.io/zone, operator: In, values: [eu-west-2a, us-east-1a] }',
  good: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: topology.kubernetes.io/zone, operator: In, values: [eu-west-2a, eu-west-2b] }',
  find: ({ pools }) => {
    const named = pools.flatMap(zonesOf);
    const main = mostCommon(named.map(({ region }) => region));
    return named.flatMap((zone) => faultsOf(zone, main));
  },
});

function zonesOf(pool: Pool): NamedZone[] {
  return pool.written
    .filter(({ key, operator }) => key === ZONE && operator === 'In')
    .flatMap((requirement) =>
      requirement.values.flatMap((zone, place) => {
        const region = regionOfZone(zone);
        return region === undefined ? [] : [{ pool, requirement, place, zone, region }];
      }),
    );
}

/** The region that most zones lie in; of equally many the first. */
function mostCommon(regions: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const region of regions) counts.set(region, (counts.get(region) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}

function faultsOf({ pool, requirement, place, zone, region }: NamedZone, main: string | undefined): Fault[] {
  const isElsewhere = region !== main;
  // Regions have at most six zones.
  if (!isElsewhere && zone.charAt(zone.length - 1) <= 'f') return [];
  return [
    {
      object: pool.title,
      path: requirementPath(requirement.index, 'values', place),
      message: isElsewhere
        ? `${zone} is in ${region}, and the other zones of this cluster’s pools are in ${main}`
        : `${region} has no zone ${zone}`,
      help: isElsewhere ? `Name zones of ${main} only` : 'Correct the letter of the zone, or remove it',
    },
  ];
}
