import { ephemeralStorage, leavesDisksUnused, withDisks } from '../capacity/storage.ts';
import type { Pod } from '../objects/pods.ts';
import type { Pool } from '../objects/pool.ts';
import { taintText, untolerated } from '../objects/taint.ts';
import { flatten, type Labels, labelMisfit } from '../requirements/label-misfit.ts';
import type { Requirement } from '../requirements/requirement.ts';
import { type InstanceType, keyOf, satisfies } from '../types/instance-types.ts';
import { isDaemon, type Overhead, overheadOf } from './daemons.ts';

/** What of a cluster decides where its pods fit. */
export interface Cluster extends Labels {
  /** All pods; those of DaemonSets take a share of each node. */
  pods: readonly Pod[];
}

/** Why no node of a pool can run a pod. */
export interface Misfit {
  /** What is wrong, after the name of the pool; after that of the pod where `by` is `taint`. */
  text: string;
  /** `kind` where its nodes are of another kind: by a label, by their type, or since they have none of a resource. */
  by: 'taint' | 'kind' | 'size';
  /** What lets the pod run there, an imperative sentence without a final full stop. */
  help: string;
  /** The one resource that no instance type has enough of. */
  resource?: string;
}

/**
 * Why no node of the pool can run the pod, or undefined where one can as far as is known: core,
 * pkg/controllers/provisioning/scheduling/nodeclaim.go, CanAdd, without volumes and spread.
 */
export function misfit(pod: Pod, pool: Pool, cluster: Cluster): Misfit | undefined {
  const taint = untolerated(pool.taints, pod.tolerations);
  if (taint !== undefined)
    return { text: `does not tolerate ${taintText(taint)}`, by: 'taint', help: 'Tolerate the taint' };
  let reason: Misfit | undefined;
  for (const alternative of pod.alternatives) {
    const wanted = flatten(alternative);
    const label = labelMisfit(wanted, pool, cluster);
    reason =
      label !== undefined
        ? { text: label, by: 'kind', help: 'Correct the selector' }
        : typeMisfit(wanted, pod, pool, cluster);
    if (reason === undefined) return undefined;
  }
  return reason;
}

function typeMisfit(
  wanted: ReadonlyMap<string, Requirement>,
  pod: Pod,
  pool: Pool,
  cluster: Cluster,
): Misfit | undefined {
  const types = pool.instanceTypes();
  if (types === undefined || types.length === 0) return undefined;
  const matching = selected(types, wanted);
  if (matching.length === 0)
    return { text: 'has no instance type that the pod selects', by: 'kind', help: 'Correct the selector' };
  const requests = [...pod.requests].filter(([, amount]) => amount > 0);
  const alone = shortage(matching, requests, (type, resource) => roomOf(type, resource, pool));
  if (alone !== undefined) return sizeMisfit(alone, matching, pool);
  if (isDaemon(pod)) return undefined;
  const overhead = overheadOf(cluster.pods, pool, cluster);
  const beside = shortage(matching, requests, (type, resource) => roomBeside(type, resource, pool, overhead));
  return beside && { ...sizeMisfit(beside, matching, pool), text: `${beside.text} beside the DaemonSets` };
}

type Request = readonly [resource: string, amount: number];

interface Shortage {
  /** The one resource that no type has enough of. */
  request?: Request;
  text: string;
}

function shortage(
  types: readonly InstanceType[],
  requests: readonly Request[],
  room: (type: InstanceType, resource: string) => number,
): Shortage | undefined {
  if (types.some((type) => requests.every(([resource, amount]) => amount <= room(type, resource))))
    return undefined;
  const request = requests.find(([resource, amount]) => types.every((type) => amount > room(type, resource)));
  return request === undefined
    ? { text: 'has no instance type that holds all requests at once' }
    : { request, text: `has no instance type with enough ${request[0]}` };
}

/** What a node of the type leaves to pods of a resource; Infinity where that is not known. */
function roomOf(type: InstanceType, resource: string, { nodeClass }: Pool): number {
  if (resource !== 'ephemeral-storage') return type.allocatable.get(resource) ?? 0;
  return (nodeClass && ephemeralStorage(nodeClass, type)) ?? Number.POSITIVE_INFINITY;
}

function roomBeside(type: InstanceType, resource: string, pool: Pool, overhead: Overhead): number {
  return roomOf(type, resource, pool) - (overhead(type).get(resource) ?? 0);
}

function sizeMisfit(found: Shortage, types: readonly InstanceType[], pool: Pool): Misfit {
  const [resource, amount] = found.request ?? [];
  const { nodeClass } = pool;
  if (resource !== undefined && types.every((type) => roomOf(type, resource, pool) <= 0))
    return { text: found.text, by: 'kind', help: `Let a pool launch instances with ${resource}` };
  const isStorage = resource === 'ephemeral-storage' && nodeClass !== undefined;
  const disksSuffice =
    isStorage &&
    types.some((type) => (withDisks(nodeClass, type) ?? 0) >= (amount ?? Number.POSITIVE_INFINITY));
  const help = disksSuffice
    ? `Set instanceStorePolicy: RAID0 in ${nodeClass.title}`
    : isStorage
      ? `Request less storage, or enlarge the volume of ${nodeClass.title}`
      : 'Lower the requests, or let a pool launch larger instances';
  return {
    text: `${found.text}${hintOf(found, types, pool)}`,
    by: 'size',
    help,
    ...(resource === undefined ? {} : { resource }),
  };
}

/** What the volume leaves to pods, where storage is short. */
function hintOf({ request }: Shortage, types: readonly InstanceType[], pool: Pool): string {
  if (request?.[0] !== 'ephemeral-storage') return '';
  const most = Math.max(...types.map((type) => roomOf(type, 'ephemeral-storage', pool)));
  const disks = types.some((type) => pool.nodeClass && leavesDisksUnused(pool.nodeClass, type));
  const unused = disks ? ', since its local disks do not count without instanceStorePolicy: RAID0' : '';
  return ` (at most ${Math.floor(most / 2 ** 30)}Gi${unused})`;
}

const selections = new WeakMap<readonly InstanceType[], Map<string, readonly InstanceType[]>>();

// Many pods select alike, and many pools share their types.
function selected(
  types: readonly InstanceType[],
  wanted: ReadonlyMap<string, Requirement>,
): readonly InstanceType[] {
  const known = selections.get(types) ?? new Map<string, readonly InstanceType[]>();
  selections.set(types, known);
  const key = keyOf(wanted);
  const made = known.get(key) ?? types.filter((type) => satisfies(type, wanted));
  known.set(key, made);
  return made;
}
