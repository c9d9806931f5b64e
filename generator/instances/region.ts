import { regionLabel, zoneIdLabel, zoneLabel } from './objects/labels.ts';
import type { Pool } from './objects/pool.ts';
import { regionOfZone, regionOfZoneId } from './zone.ts';

/** What fleet.yaml declares about the region of a cluster. */
export interface Placed {
  /** `region` of the cluster. */
  region?: string;
  /** The values of its variables. */
  variables?: Readonly<Record<string, string>>;
}

/** The region of a cluster, and what it follows from; `assumed` where nothing names one. */
export interface ClusterRegion {
  name: string;
  from: 'cluster' | 'variable' | 'zones' | 'assumed';
}

/** The region whose prices are shown where nothing names one. */
export const assumedRegion = 'us-east-1';

/** The names of variables, in lower case, whose value is the cluster's region. */
const variableNames: ReadonlySet<string> = new Set(['region', 'aws_region', 'aws_default_region']);
const regionName = /^[a-z]{2,4}(?:-[a-z]+)+-\d+$/;

/**
 * The region of a cluster: what fleet.yaml says, else the value of its variable REGION, AWS_REGION or
 * AWS_DEFAULT_REGION, else the one region of all zones that its pools require.
 */
export function regionOfCluster(
  cluster: Placed,
  pools: readonly Pick<Pool, 'requirements'>[],
): ClusterRegion {
  const declared = declaredRegion(cluster);
  if (declared !== undefined) return declared;
  const [first, ...others] = new Set(pools.flatMap(regionsOf));
  if (first !== undefined && others.length === 0) return { name: first, from: 'zones' };
  return { name: assumedRegion, from: 'assumed' };
}

/** The region that fleet.yaml gives a cluster, by itself or by a variable. */
export function declaredRegion({ region, variables = {} }: Placed): ClusterRegion | undefined {
  if (region !== undefined) return { name: region, from: 'cluster' };
  const name = variables[regionVariable(variables) ?? ''];
  return name === undefined ? undefined : { name, from: 'variable' };
}

/** The name of the variable whose value is the cluster's region. */
export function regionVariable(variables: Readonly<Record<string, string>>): string | undefined {
  return Object.entries(variables).find(
    ([name, value]) => variableNames.has(name.toLowerCase()) && regionName.test(value),
  )?.[0];
}

const regionOf: ReadonlyMap<string, (value: string) => string | undefined> = new Map([
  [regionLabel, (value) => (regionName.test(value) ? value : undefined)],
  [zoneLabel, regionOfZone],
  [zoneIdLabel, regionOfZoneId],
]);

/** The regions of the zones that a pool requires. */
function regionsOf({ requirements }: Pick<Pool, 'requirements'>): string[] {
  return Array.from(regionOf).flatMap(([label, read]) => {
    const requirement = requirements.get(label);
    if (requirement === undefined || requirement.complement) return [];
    return [...requirement.values].flatMap((value) => read(value) ?? []);
  });
}
