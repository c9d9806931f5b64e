import type { ValueObject } from '@kustomize-ts/core';
import { own } from '../objects/fields.ts';
import { avoidsKarpenter, isDaemon, podsOf } from '../objects/pods.ts';
import type { Pool } from '../objects/pool.ts';
import { cheapestOf, launchFault, priceOf } from './cheapest.ts';
import { counts, countsByPool, type NodeCount, type Unused, unusedOf } from './counts.ts';
import { groupsOf, namespacesIn, type WorkloadGroup } from './groups.ts';
import type { NodeType } from './node-type.ts';
import { type Market, nodeTypesOf } from './node-types.ts';
import { type PlannedPod, plannedPod } from './planned-pod.ts';
import { poolInput } from './pool-input.ts';
import type { Reason } from './reason.ts';
import { byWeight, type Plan, plannedPool, schedule, scheduleAll } from './scheduler.ts';
import type { ClusterInput, PoolInput } from './scheduler-input.ts';
import { type Shortage, shortageOf } from './shortage.ts';
import { topologyTerms } from './topology-terms.ts';
import { storageOf, volumeRequirements } from './volumes.ts';

/** The pools of a cluster, and the workloads for them. */
export interface FitQuestion {
  pools: readonly Pool[];
  /** Workloads, and objects that affect them, such as StorageClasses and Namespaces. */
  objects: readonly ValueObject[];
  /** Labels that Karpenter gives a meaning to. */
  wellKnown: ReadonlySet<string>;
  market: Market;
}

/** How a pool takes the pods of a group. */
export type PoolFit =
  | {
      kind: 'fits';
      pool: string;
      /** Karpenter launches no node of a pool with a fixed number of nodes. */
      isStatic: boolean;
      /** How many instance types take a pod, of how many that the pool can launch. */
      types: number;
      launchable: number;
      /** What one pod would be launched on. */
      cheapest: NodeCount;
      podsPerNode: number;
      /** What all of them would be launched on. */
      nodes: readonly NodeCount[];
      /** What the pods leave unused of those nodes, DaemonSets aside, and the share of what the nodes leave to pods. */
      unused: Unused[];
      /** How many find no node, as the limits of the pool allow no more. */
      pending: number;
    }
  | { kind: 'misfit'; pool: string; reason: Reason; shortage: Shortage | undefined }
  /** It names instance types that the catalogue does not describe. */
  | { kind: 'unknown'; pool: string };

/** Where the pods of a group can run. */
export interface GroupFit {
  group: WorkloadGroup;
  /** In the order in which Karpenter tries them. */
  pools: readonly PoolFit[];
  /** What all pools together would launch for the group, and for those that it has to be with; by pool. */
  plan: readonly (NodeCount & { pool: string })[];
  /** How many of its pods find no node. */
  pending: number;
}

/** Where the pods of each workload can run, each workload by itself. */
export function assessFit(question: FitQuestion): GroupFit[] {
  const { pools, objects, market } = question;
  const storage = storageOf(objects);
  const cluster: ClusterInput = {
    wellKnown: question.wellKnown,
    daemons: objects
      .flatMap(podsOf)
      .filter(isDaemon)
      .map((pod) => plannedPod(pod)),
    namespaces: namespacesIn(objects),
  };
  const inputs = byWeight(pools).map((pool) => {
    const types = nodeTypesOf(pool, market);
    return {
      pool,
      input: types && poolInput(pool, types, market.zones),
      isStatic: own(pool.spec, 'replicas') !== undefined,
    };
  });
  const groups = groupsOf(objects).filter(({ pod }) => !avoidsKarpenter(pod));
  const planned = groups.map((group) => replicasOf(group, volumeRequirements(group.pod, storage)));
  return groups.map((group, at) => {
    const pods = planned[at] ?? [];
    // For a group that is scaled to zero, the result is where a pod would run.
    const [pod] =
      pods.length > 0 ? pods : replicasOf({ ...group, replicas: 1 }, volumeRequirements(group.pod, storage));
    const others = companionsOf(pods, planned, cluster);
    const dynamic = inputs.flatMap(({ input, isStatic }) => (input && !isStatic ? [input] : []));
    const plan = scheduleAll([...others, ...pods], dynamic, cluster);
    return {
      group,
      pools: inputs.map(({ pool, input, isStatic }) =>
        input === undefined
          ? { kind: 'unknown', pool: pool.name }
          : fitIn({ ...input, isStatic }, { pod, pods, others }, cluster),
      ),
      plan: countsByPool(plan.nodes.filter((node) => node.pods.some((pod) => pods.includes(pod)))),
      pending: pendingOf(pods, plan),
    };
  });
}

function replicasOf({ pod, replicas, name }: WorkloadGroup, volumes: PlannedPod['volumes']): PlannedPod[] {
  const one = plannedPod(pod, volumes);
  return Array.from({ length: replicas }, (_, at) => ({ ...one, name: `${one.name} ${name ?? ''} ${at}` }));
}

/** Pods that the group has to be with: those that its affinity selects, and that theirs selects. */
function companionsOf(
  pods: readonly PlannedPod[],
  all: readonly (readonly PlannedPod[])[],
  { namespaces }: ClusterInput,
): PlannedPod[] {
  const found = new Set([pods]);
  for (const group of found) {
    const [pod] = group;
    const terms =
      pod === undefined ? [] : topologyTerms(pod, { ...pod.wishes, preferredAffinity: [] }, namespaces);
    for (const other of all) {
      const [one] = other;
      const isSelected = ({ type, namespaces: among, selects }: (typeof terms)[number]): boolean =>
        type === 'pod affinity' &&
        one !== undefined &&
        (among?.has(one.namespace) ?? true) &&
        selects(one.labels);
      if (terms.some(isSelected)) found.add(other);
    }
  }
  found.delete(pods);
  return [...found].flat();
}

function fitIn(
  input: PoolInput & { isStatic: boolean },
  {
    pod,
    pods,
    others,
  }: { pod: PlannedPod | undefined; pods: readonly PlannedPod[]; others: readonly PlannedPod[] },
  cluster: ClusterInput,
): PoolFit {
  const { name: pool, isStatic } = input;
  const open = plannedPool(input, cluster);
  if (pod === undefined || open === undefined)
    return { kind: 'misfit', pool, reason: { kind: 'no-types' }, shortage: undefined };
  const first = schedule([...others, pod], [input], cluster);
  const node = first.nodes.find((one) => one.pods.includes(pod));
  if (node === undefined) {
    const reason = first.pending.get(pod)?.get(pool) ?? { kind: 'no-types' };
    const shortage = reason.kind === 'types' ? shortageOf(open, pod, reason) : undefined;
    return { kind: 'misfit', pool, reason, shortage };
  }
  const type = cheapestOf(node);
  if (type === undefined) return { kind: 'misfit', pool, reason: launchFault(node), shortage: undefined };
  const plan = scheduleAll([...others, ...pods], [input], cluster);
  const used = plan.nodes.filter((one) => one.pods.some((each) => pods.includes(each)));
  return {
    kind: 'fits',
    pool,
    isStatic,
    types: node.types.length,
    launchable: open.types.length,
    cheapest: { type: type.name, count: 1, pods: 1, price: priceOf(type, node) },
    podsPerNode: podsOnOne(type, { pod, others }, { ...input, limits: new Map() }, cluster),
    nodes: counts(used),
    unused: unusedOf(used),
    pending: pendingOf(pods, plan),
  };
}

/** How many such pods a node of the type holds. */
function podsOnOne(
  type: NodeType,
  { pod, others }: { pod: PlannedPod; others: readonly PlannedPod[] },
  input: PoolInput,
  cluster: ClusterInput,
): number {
  const most = Math.min(
    mostPods,
    ...Array.from(pod.requests, ([resource, amount]) =>
      Math.floor((type.allocatable.get(resource) ?? 0) / amount + slack),
    ),
  );
  const many = new Set(
    Array.from({ length: most }, (_, at): PlannedPod => ({ ...pod, name: `${pod.name} of one ${at}` })),
  );
  const { nodes } = schedule(
    [...others, ...many],
    [{ ...input, minValues: new Map(), types: [type] }],
    cluster,
  );
  return Math.max(1, ...nodes.map((node) => node.pods.filter((one) => many.has(one)).length));
}

const mostPods = 1000;
const slack = 1e-9;

/** How many pods have no node, or one whose launch fails. */
function pendingOf(pods: readonly PlannedPod[], { nodes, pending }: Plan): number {
  const failed = new Set(nodes.filter((node) => cheapestOf(node) === undefined).flatMap((node) => node.pods));
  return pods.filter((pod) => pending.has(pod) || failed.has(pod)).length;
}
