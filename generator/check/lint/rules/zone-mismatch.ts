import type { Value } from '@kustomize-ts/core';
import { objectAt } from '../../../instances/objects/fields.ts';
import { normalizeLabel } from '../../../instances/objects/labels.ts';
import { type Pool, requirementPath } from '../../../instances/objects/pool.ts';
import { regionOfZone, regionOfZoneId } from '../../../instances/zone.ts';
import { defineRule, type Fault } from '../rule.ts';

/** A zone that a pool names, and where. */
interface NamedZone {
  object: string;
  path: (string | number)[];
  zone: string;
  region: string;
}

export const rule = defineRule({
  code: 'zone-mismatch',
  severity: 'warning',
  impact: 'scheduling',
  provider: 'aws',
  what: 'The pools of a cluster name zones or zone IDs of two regions, or of another region than the cluster’s, in requirements or labels, or a zone that no region has.',
  why: 'A cluster and its subnets are in one region, so Karpenter never launches a node in the other zones. They still count as domains for topology spread, and pods that must spread over them stay pending.',
  help: 'Name zones of the cluster’s region, as `aws ec2 describe-availability-zones` lists them.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: topology.kubernetes.io/zone, operator: In, values: [eu-west-2a, us-east-1a] }',
  good: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: topology.kubernetes.io/zone, operator: In, values: [eu-west-2a, eu-west-2b] }',
  find: ({ pools, region }) => {
    const named = pools.flatMap(zonesOf);
    const isDeclared = region.from === 'cluster' || region.from === 'variable';
    const main = isDeclared ? region.name : mostCommon(named.map((zone) => zone.region));
    return named.flatMap((zone) => faultsOf(zone, main, isDeclared));
  },
});

const REGION_OF: ReadonlyMap<string, (zone: string) => string | undefined> = new Map([
  ['topology.kubernetes.io/zone', regionOfZone],
  ['topology.k8s.aws/zone-id', regionOfZoneId],
]);

function zonesOf(pool: Pool): NamedZone[] {
  const object = pool.title;
  const labels = objectAt(objectAt(objectAt(pool.spec, 'template'), 'metadata'), 'labels');
  return [
    ...Object.entries(labels).flatMap(([label, zone]) =>
      namedZone(normalizeLabel(label, 'aws'), zone, object, [
        'spec',
        'template',
        'metadata',
        'labels',
        label,
      ]),
    ),
    ...pool.written
      .filter(({ operator }) => operator === 'In')
      .flatMap(({ index, key, values }) =>
        values.flatMap((zone, place) =>
          namedZone(key, zone, object, requirementPath(index, 'values', place)),
        ),
      ),
  ];
}

function namedZone(label: string, zone: Value, object: string, path: (string | number)[]): NamedZone[] {
  const region = typeof zone === 'string' ? REGION_OF.get(label)?.(zone) : undefined;
  return region === undefined ? [] : [{ object, path, zone: String(zone), region }];
}

/** The region that most zones lie in; of equally many the first. */
function mostCommon(regions: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const region of regions) counts.set(region, (counts.get(region) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}

function faultsOf(
  { object, path, zone, region }: NamedZone,
  main: string | undefined,
  isDeclared: boolean,
): Fault[] {
  const isElsewhere = region !== main;
  if (!isElsewhere && !hasUnknownLetter(zone)) return [];
  return [
    {
      object,
      path,
      message: isElsewhere
        ? `${zone} is in ${region}, and ${isDeclared ? 'the cluster is' : 'the other zones of this cluster’s pools are'} in ${main}`
        : `${region} has no zone ${zone}`,
      help: isElsewhere ? `Name zones of ${main} only` : 'Correct the letter of the zone, or remove it',
    },
  ];
}

// Regions have at most six zones.
function hasUnknownLetter(zone: string): boolean {
  return /[g-z]$/.test(zone);
}
