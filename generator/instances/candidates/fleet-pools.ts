import { isObject, type ValueObject } from '@kustomize-ts/core';
import type { Values } from '../../load/fleet.ts';
import type { Fleet, FleetObject } from '../../load/index.ts';
import type { PoolSize } from '../cost/environment-costs.ts';
import { amiAlias } from '../objects/ami-family.ts';
import { readPools } from '../objects/cluster-pools.ts';
import { objectAt, own } from '../objects/fields.ts';
import { jsonText } from '../objects/json-text.ts';
import { launchFields, pick } from '../objects/launch-fields.ts';
import type { Pool } from '../objects/pool.ts';
import { regionOfCluster } from '../region.ts';
import { keyText } from '../requirements/requirement.ts';
import { isTypeLabel } from '../types/requirements.ts';
import { fill, knownVariables } from './fill.ts';

/** A pool as clusters have it, and all clusters in which it launches the same. */
export interface FleetPool {
  pool: Pool;
  environments: string[];
  /** Empty for an environment without clusters. */
  clusters: string[];
  region: string;
  /** Whether nothing in the fleet names the region. */
  isRegionAssumed: boolean;
  /** How large it may become, by environment; of one environment several where its clusters differ. */
  sizes: PoolSize[];
}

/** The pools of a fleet, in its order. */
export function poolsOfFleet(
  fleet: Fleet,
  isWanted: (environment: string, cluster: string | undefined, pool: string) => boolean,
): FleetPool[] {
  const found = new Map<string, FleetPool>();
  for (const { name: environment, objects } of fleet.objects.environments) {
    const read = createReader(fleet, objects);
    const clusters = fleet.spec.environments[environment]?.clusters ?? {};
    const names = Object.keys(clusters);
    for (const cluster of names.length === 0 ? [undefined] : names) {
      const variables = (cluster === undefined ? undefined : fleet.values.get(cluster)) ?? {};
      const pools = read(variables);
      const declared = cluster === undefined ? undefined : clusters[cluster]?.region;
      const { name: region, from } = regionOfCluster(
        { ...(declared === undefined ? {} : { region: declared }), variables },
        pools.map(({ pool }) => pool),
      );
      for (const { pool, key } of pools) {
        if (!isWanted(environment, cluster, pool.name)) continue;
        const known = found.get(`${region}\n${key}`) ?? {
          pool,
          environments: [],
          clusters: [],
          region,
          isRegionAssumed: from === 'assumed',
          sizes: [],
        };
        if (!known.environments.includes(environment)) known.environments.push(environment);
        if (cluster !== undefined) known.clusters.push(cluster);
        addSize(known.sizes, { environment, pool, clusters: cluster === undefined ? 0 : 1 });
        found.set(`${region}\n${key}`, known);
      }
    }
  }
  const order = Object.keys(fleet.spec.pools);
  return [...found.values()].sort((a, b) => order.indexOf(a.pool.name) - order.indexOf(b.pool.name));
}

function addSize(sizes: PoolSize[], size: PoolSize): void {
  const key = sizeKey(size.pool);
  const known = sizes.find(
    ({ environment, pool }) => environment === size.environment && sizeKey(pool) === key,
  );
  if (known === undefined) sizes.push(size);
  else known.clusters += size.clusters;
}

function sizeKey({ spec }: Pool): string {
  return jsonText([objectAt(spec, 'limits'), own(spec, 'replicas')]);
}

interface KeyedPool {
  pool: Pool;
  /** The same for pools that launch the same. */
  key: string;
}

/** Reads a cluster's pools; once for all clusters in which no variable decides what they launch. */
function createReader(fleet: Fleet, objects: readonly FleetObject[]): (values: Values) => KeyedPool[] {
  const reduced = objects.map(({ value }) => reduce(value));
  const known = new Map<string, KeyedPool[]>();
  const templates = reduced.filter((object) => jsonText(object).includes('$'));
  return (values) => {
    const variables = knownVariables(fleet, values);
    const filled = new Map(templates.map((object) => [object, fill(object, variables)]));
    const key = jsonText([...filled.values()]);
    const pools = known.get(key) ?? keyedPools(reduced.map((object) => filled.get(object) ?? object));
    known.set(key, pools);
    return pools;
  };
}

function keyedPools(objects: readonly ValueObject[]): KeyedPool[] {
  return readPools(objects).pools.map((pool) => ({ pool, key: keyOf(pool) }));
}

function keyOf({ name, requirements, written, nodeClass }: Pool): string {
  const required = Array.from(requirements, ([key, requirement]) =>
    isTypeLabel(key) ? `${key} ${keyText(requirement)}` : '',
  );
  const least = written.map(({ key, minValues }) => (minValues === undefined ? '' : `${key} ${minValues}`));
  const spec = nodeClass?.spec ?? {};
  // Which version an alias selects changes nothing here.
  const classSpec = amiAlias(spec) === undefined ? spec : { ...spec, amiSelectorTerms: nodeClass?.family };
  return jsonText([name, required.filter(Boolean), least.filter(Boolean), classSpec]);
}

function reduce({ apiVersion, kind, metadata, spec }: ValueObject): ValueObject {
  const kept = isObject(spec) ? pick(spec, launchFields[kind as keyof typeof launchFields] ?? []) : {};
  const name = isObject(metadata) ? pick(metadata, ['name']) : {};
  return {
    ...(apiVersion === undefined ? {} : { apiVersion }),
    ...(kind === undefined ? {} : { kind }),
    metadata: name,
    spec: kept,
  };
}
