import { loadCatalogue } from '@poolwright/ec2-catalogue';
import { capacityUnder } from '../capacity/capacity.ts';
import { own } from '../objects/fields.ts';
import type { NodeClass } from '../objects/node-class.ts';
import { isDaemon, type Pod } from '../objects/pods.ts';
import type { Pool } from '../objects/pool.ts';
import { taintText } from '../objects/taint.ts';
import { daemonGroups } from './daemon-groups.ts';
import type { NodeType } from './node-type.ts';
import { nodeTypesOf } from './node-types.ts';
import { emptyNode, type PlannedPool, place } from './planned-node.ts';
import { type PlannedPod, plannedPod } from './planned-pod.ts';
import { poolInput } from './pool-input.ts';
import { relaxed } from './preferences.ts';
import type { Reason } from './reason.ts';
import { type Shortage, shortageOf } from './shortage.ts';
import { Topology } from './topology.ts';

/** What of a cluster decides where its pods fit. */
export interface Cluster {
  /** All pods; those of DaemonSets take a share of each node. */
  pods: readonly Pod[];
  /** Labels that Karpenter gives a meaning to. */
  wellKnown: ReadonlySet<string>;
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
  /** The labels that the pod requires and no node has so; absent where labels do not matter, or which one does is not known. */
  labels?: readonly string[];
}

const known = new WeakMap<readonly Pod[], WeakMap<Pool, WeakMap<Pod, { misfit: Misfit | undefined }>>>();

/**
 * Why no node of the pool can run the pod by itself, or undefined where one can as far as is known: of any size that the
 * limits allow, wherever other pods and volumes are.
 */
export function misfit(pod: Pod, pool: Pool, cluster: Cluster): Misfit | undefined {
  const byPool = entry(known, cluster.pods, () => new WeakMap());
  const byPod = entry(byPool, pool, () => new WeakMap());
  return entry(byPod, pod, () => ({ misfit: findMisfit(pod, pool, cluster) })).misfit;
}

function findMisfit(pod: Pod, pool: Pool, cluster: Cluster): Misfit | undefined {
  const template = templateOf(pool, cluster, isDaemon(pod) ? 'without daemons' : 'with daemons');
  const planned = alone(plannedPod(pod));
  const reason = reasonAgainst(template.pool, planned, cluster);
  if (reason === undefined) return undefined;
  switch (reason.kind) {
    case 'taints': {
      const taint = reason.taints.find(({ effect }) => effect !== 'PreferNoSchedule') ?? reason.taints[0];
      const text = taint === undefined ? '' : taintText(taint);
      return { text: `does not tolerate ${text}`, by: 'taint', help: 'Tolerate the taint' };
    }
    case 'labels': {
      const [conflict] = reason.conflicts;
      const labels = reason.by === 'pod' ? reason.conflicts.map(({ key }) => key) : [];
      const text = `${conflict?.kind === 'undefined' ? 'has no label' : 'has another'} ${conflict?.key}`;
      return { text, by: 'kind', help: 'Correct the selector', labels };
    }
    case 'min-values':
      return {
        text: `has too few values of ${reason.labels.join(' and ')} for its minValues within what the pod selects`,
        by: 'kind',
        help: 'Relax the selectors of the pod, or lower minValues',
        labels: reason.labels,
      };
    case 'types':
      // Without known types there is no reason to give.
      return template.isKnown ? sizeMisfit(shortageOf(template.pool, planned, reason), pool) : undefined;
    default:
      return undefined;
  }
}

/** Spread and affinity are about other pods. */
function alone(pod: PlannedPod): PlannedPod {
  const none = {
    affinity: [],
    preferredAffinity: [],
    antiAffinity: [],
    preferredAntiAffinity: [],
    spread: [],
  };
  return { ...pod, wishes: { ...pod.wishes, ...none } };
}

const nowhereElse = new Topology(() => new Map(), new Map());

function reasonAgainst(pool: PlannedPool, pod: PlannedPod, { wellKnown }: Cluster): Reason | undefined {
  for (let wishes = pod.wishes; ; ) {
    const node = emptyNode(pool, pool.types, 'node');
    const found = place(node, { ...pod, wishes }, wishes, { topology: nowhereElse, wellKnown });
    if (!('kind' in found)) return undefined;
    const fewer = relaxed(wishes, true);
    if (fewer === undefined) return found;
    wishes = fewer;
  }
}

interface Template {
  pool: PlannedPool;
  /** Whether its instance types are known, and there are any. */
  isKnown: boolean;
}

const templates = new WeakMap<readonly Pod[], WeakMap<Pool, Map<string, Template>>>();

function templateOf(pool: Pool, cluster: Cluster, which: 'with daemons' | 'without daemons'): Template {
  const byPool = entry(templates, cluster.pods, () => new WeakMap());
  const byDaemons = entry(byPool, pool, () => new Map());
  return entry(byDaemons, which, () => {
    const types = nodeTypesOf(pool) ?? [];
    const input = poolInput(pool, types);
    const daemons =
      which === 'with daemons' ? cluster.pods.filter(isDaemon).map((one) => plannedPod(one)) : [];
    const { wellKnown } = cluster;
    const groups = daemonGroups(input, daemons, wellKnown);
    return { pool: { ...input, groups }, isKnown: types.length > 0 };
  });
}

function entry<K, V>(
  map: { get(key: K): V | undefined; set(key: K, value: V): unknown },
  key: K,
  make: () => V,
): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

function sizeMisfit(found: Shortage, { nodeClass }: Pool): Misfit {
  if (found.kind === 'selection')
    return {
      text: 'has no instance type that the pod selects',
      by: 'kind',
      help: 'Correct the selector',
    };
  if (found.kind === 'port')
    return {
      text: `has a DaemonSet on port ${found.port} of each node`,
      by: 'kind',
      help: 'Change the hostPort',
    };
  const { resource, amount, matching, isBesideDaemons } = found;
  const text =
    resource === undefined
      ? 'has no instance type that holds all requests at once'
      : `has no instance type with enough ${resource}`;
  if (resource !== undefined && found.most <= 0)
    return { text, by: 'kind', help: `Let a pool launch instances with ${resource}`, resource };
  const isStorage = resource === 'ephemeral-storage' && nodeClass !== undefined;
  const disks = isStorage ? mostWithDisks(nodeClass, matching) : 0;
  const help =
    isStorage && disks >= amount
      ? `Set instanceStorePolicy: RAID0 in ${nodeClass.title}`
      : isStorage
        ? `Request less storage, or enlarge the volume of ${nodeClass.title}`
        : 'Lower the requests, or let a pool launch larger instances';
  const hint = isStorage ? storageHint(found.most, disks > 0) : '';
  return {
    text: isBesideDaemons ? `${text} beside the DaemonSets` : `${text}${hint}`,
    by: 'size',
    help,
    ...(resource === undefined ? {} : { resource }),
  };
}

/** The most storage that a type would leave to pods if the node class formatted the local disks that it leaves unused; 0 where it leaves none. */
function mostWithDisks(nodeClass: NodeClass, types: readonly NodeType[]): number {
  if (own(nodeClass.spec, 'instanceStorePolicy') !== undefined) return 0;
  const formatted = { ...nodeClass, spec: { ...nodeClass.spec, instanceStorePolicy: 'RAID0' } };
  const capacityOf = capacityUnder(formatted);
  const amounts = types.flatMap(({ name }) => {
    const type = loadCatalogue().type(name);
    return type?.instanceStore?.nvme ? [capacityOf(type).allocatable.get('ephemeral-storage') ?? 0] : [];
  });
  return Math.max(0, ...amounts);
}

/** What the volume leaves to pods. */
function storageHint(most: number, hasDisks: boolean): string {
  const unused = hasDisks ? ', since its local disks do not count without instanceStorePolicy: RAID0' : '';
  return ` (at most ${Math.floor(most / 2 ** 30)}Gi${unused})`;
}
