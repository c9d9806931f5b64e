import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import { rulesFor } from '../check/karpenter/rules.ts';
import { settingsOfUserDataAlone } from '../check/lint/kubelet-settings.ts';
import { fill, knownVariables } from '../instances/candidates/index.ts';
import type { PriceOf } from '../instances/cost/price-file.ts';
import { assessFit, type GroupFit } from '../instances/fit/assess.ts';
import type { Market } from '../instances/fit/node-types.ts';
import { readPools } from '../instances/objects/cluster-pools.ts';
import { zoneLabel } from '../instances/objects/labels.ts';
import type { Pool } from '../instances/objects/pool.ts';
import { type ClusterRegion, regionOfCluster } from '../instances/region.ts';
import { regionOfZone } from '../instances/zone.ts';
import type { Values } from '../load/fleet.ts';
import type { ClusterSpec, Fleet, FleetObject } from '../load/index.ts';
import type { FitEntry } from '../report/fit/entry.ts';

/** Where the workloads of a fleet run, for each cluster that is wanted; clusters with equal results share an entry. */
export function fitEntries(
  fleet: Fleet,
  workloads: readonly ValueObject[],
  isWanted: (environment: string, cluster: string | undefined) => boolean,
  priceOf: PriceOf,
): FitEntry[] {
  const found = new Map<string, FitEntry>();
  const assessed = new Map<string, GroupFit[]>();
  for (const { name: environment, objects } of fleet.objects.environments) {
    const spec = fleet.spec.environments[environment];
    const clusters = Object.entries(spec?.clusters ?? {});
    const places: [string | undefined, ClusterSpec][] = clusters.length === 0 ? [[undefined, {}]] : clusters;
    for (const [cluster, place] of places) {
      if (!isWanted(environment, cluster)) continue;
      const values = fleet.values.get(cluster ?? '') ?? {};
      const pools = poolsOf(fleet, objects, values);
      const declared = place.region === undefined ? {} : { region: place.region };
      const region = regionOfCluster({ ...declared, variables: values }, pools);
      const karpenter = place.karpenter ?? spec?.karpenter ?? fleet.spec.karpenter;
      const key = JSON.stringify([
        region,
        karpenter,
        pools.map(({ name, spec: own, nodeClass }) => [name, own, nodeClass]),
      ]);
      let groups = assessed.get(key);
      if (groups === undefined) {
        const { wellKnown } = rulesFor({ karpenter, provider: 'aws' });
        const market = marketOf(region, pools, workloads, priceOf);
        groups = assessFit({ pools, objects: workloads, wellKnown, market });
        assessed.set(key, groups);
      }
      const entry = entryOf(fleet, groups, region, pools, priceOf);
      const answer = JSON.stringify([region, entry.notes, groups], withMaps);
      const known = found.get(answer) ?? entry;
      if (!known.environments.includes(environment)) known.environments.push(environment);
      if (cluster !== undefined) known.clusters.push(cluster);
      found.set(answer, known);
    }
  }
  return [...found.values()];
}

function withMaps(_key: string, value: unknown): unknown {
  if (value instanceof Map) return [...value];
  if (value instanceof Set) return [...value];
  return typeof value === 'bigint' ? String(value) : value;
}

function entryOf(
  { workloadPlaces }: Fleet,
  groups: readonly GroupFit[],
  region: ClusterRegion,
  pools: readonly Pool[],
  priceOf: PriceOf,
): FitEntry {
  const types = groups.flatMap(({ plan }) => plan.map(({ type }) => type));
  const isEstimated = types.some((type) => priceOf(type, region.name).kind === 'estimated');
  return {
    environments: [],
    clusters: [],
    region,
    prices: isEstimated ? 'estimated' : 'exact',
    notes: pools.flatMap(noteOf),
    groups: groups.map((fit) => {
      const { holder, path } = fit.group.pod;
      return { ...fit, at: workloadPlaces?.get(holder)?.(path.slice(0, -1), 'key') };
    }),
  };
}

function noteOf({ name, nodeClass }: Pool): string[] {
  const settings = nodeClass === undefined ? [] : settingsOfUserDataAlone(nodeClass);
  const fields = [...new Set(settings.map(({ field }) => field))].join(', ');
  return fields === ''
    ? []
    : [
        `the user data of ${name} sets ${fields} of the kubelet, unknown to Karpenter, which plans nodes without`,
      ];
}

function poolsOf(fleet: Fleet, objects: readonly FleetObject[], values: Values): Pool[] {
  const variables = knownVariables(fleet, values);
  const { pools } = readPools(objects.map(({ value }) => fill(value, variables)));
  return pools.filter(({ isAws }) => isAws);
}

/** The zones that pools and workloads name, but at least three: only AWS knows where the subnets are. */
function marketOf(
  { name: region }: ClusterRegion,
  pools: readonly Pool[],
  workloads: readonly ValueObject[],
  priceOf: PriceOf,
): Market {
  const named = new Set([
    ...pools.flatMap(({ requirements }) => [...(requirements.get(zoneLabel)?.values ?? [])]),
    ...workloads.flatMap((one) => [...textsIn(one)]),
  ]);
  const zones = new Set([...named].filter((zone) => regionOfZone(zone) === region));
  for (const letter of 'abc') if (zones.size < 3) zones.add(`${region}${letter}`);
  return {
    region,
    zones: [...zones].sort(),
    priceOf: (type) => {
      const price = priceOf(type, region);
      return 'dollarsPerHour' in price ? price.dollarsPerHour : undefined;
    },
  };
}

function* textsIn(value: Value): Iterable<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const one of value) yield* textsIn(one);
  else if (isObject(value)) for (const one of Object.values(value)) yield* textsIn(one);
}
