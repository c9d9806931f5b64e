import type { Value, ValueObject } from '@kustomize-ts/core';
import type { Crds } from '../check/crd/crds.ts';
import type { RevisionState } from '../check/update/revision.ts';
import { readPools } from '../instances/objects/cluster-pools.ts';
import type { Pool } from '../instances/objects/pool.ts';
import type { ClusterSpec, Fleet, Values } from '../load/fleet.ts';
import type { Path } from '../load/path.ts';
import { valueAt } from '../load/value-at.ts';
import { createStored } from '../plan/cluster-side.ts';

/** One of the two things that are compared: an environment, or a cluster, of some revision. */
export interface Side {
  kind: 'environment' | 'cluster';
  /** As it was named on the command line, `prod@main`. */
  title: string;
  settings: Readonly<Record<'karpenter' | 'kubernetes' | 'tier', string | undefined>>;
  /** By name as `NodePool/gpu`, as the API server stores them: with the defaults of their CRD. */
  objects: ReadonlyMap<string, ValueObject>;
  /** By the name of their object. */
  pools: ReadonlyMap<string, Pool>;
  /** The values of the variables: those of the cluster, or what the environment gives to its clusters. */
  values: Values;
  /** What the fleet declares of an object at a path, with `${NAME}` for variables. */
  declaredAt(name: string, path: Path): Value | undefined;
}

/** An environment, its variables as they are written. */
export function environmentSide({ fleet }: RevisionState, name: string, title: string, crds: Crds): Side {
  const declared = fleet.objects.environments.find((one) => one.name === name)?.objects ?? [];
  const objects = new Map(declared.map(({ kind, name: own, value }) => [`${kind}/${own}`, value]));
  const defaults = Object.entries(fleet.spec.variables ?? {}).flatMap(([variable, { default: value }]) =>
    value === undefined ? [] : [[variable, value]],
  );
  const values = { ...Object.fromEntries(defaults), ...fleet.spec.environments[name]?.variables };
  return sideOf(fleet, name, crds, { kind: 'environment', title, values, written: objects });
}

/** A cluster, with the values of its variables filled in. */
export function clusterSide(revision: RevisionState, cluster: string, title: string, crds: Crds): Side {
  const { fleet, environments } = revision;
  const environment = environments.get(cluster) ?? '';
  const values = fleet.values.get(cluster) ?? {};
  const own = fleet.spec.environments[environment]?.clusters?.[cluster];
  return sideOf(fleet, environment, crds, {
    kind: 'cluster',
    title,
    values,
    written: revision.objectsOf(cluster),
    own,
  });
}

function sideOf(
  fleet: Fleet,
  environment: string,
  crds: Crds,
  {
    kind,
    title,
    values,
    written,
    own = {},
  }: Pick<Side, 'kind' | 'title' | 'values'> & {
    written: Side['objects'];
    own?: ClusterSpec | undefined;
  },
): Side {
  const declaredBy = fleet.spec.environments[environment] ?? {};
  const { karpenter = declaredBy.karpenter ?? fleet.spec.karpenter, kubernetes = declaredBy.kubernetes } =
    own;
  const { tier } = declaredBy;
  const stored = createStored(crds);
  const objects = new Map([...written].map(([name, object]) => [name, stored(object, karpenter)]));
  const { pools } = readPools([...objects.values()]);
  const declared = fleet.objects.environments.find((one) => one.name === environment)?.objects ?? [];
  const templates = new Map(declared.map((object) => [`${object.kind}/${object.name}`, object.value]));
  return {
    kind,
    title,
    settings: { karpenter, kubernetes, tier },
    objects,
    pools: new Map(pools.map((pool) => [pool.title, pool])),
    values,
    declaredAt: (name, path) => {
      const object = templates.get(name);
      return object && valueAt(object, [...path]);
    },
  };
}
