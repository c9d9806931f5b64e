import { type Resources, subtract } from '../capacity/resources.ts';
import { hostnameLabel } from '../objects/labels.ts';
import { cheapestOf } from './cheapest.ts';
import { type DaemonGroup, daemonGroups } from './daemon-groups.ts';
import { domainsOf } from './domains.ts';
import { isWithin, type NodeType, sum } from './node-type.ts';
import {
  type Around,
  emptyNode,
  type PlannedNode,
  type PlannedPool,
  place,
  withPod,
} from './planned-node.ts';
import type { PlannedPod } from './planned-pod.ts';
import { relaxed, type Wishes } from './preferences.ts';
import type { Reason } from './reason.ts';
import type { ClusterInput, PoolInput } from './scheduler-input.ts';
import { Topology } from './topology.ts';
import { typesFor } from './type-filter.ts';

/** The nodes that Karpenter would launch, and why the rest of the pods stays pending. */
export interface Plan {
  nodes: readonly PlannedNode[];
  /** Reasons by pool, in the order in which the pools are tried, for each pod that has no node. */
  pending: ReadonlyMap<PlannedPod, ReadonlyMap<string, Reason>>;
}

/**
 * Plans new nodes for pods as Karpenter does: core v1.15.0, scheduling/scheduler.go, Solve. Where upstream
 * picks any of several equal domains, this picks the first by name.
 */
export function schedule(
  pods: readonly PlannedPod[],
  pools: readonly PoolInput[],
  cluster: ClusterInput,
): Plan {
  return new Scheduler(pods, pools, cluster).solve(pods);
}

/**
 * The same in as many rounds as launch nodes. In one round Karpenter takes each new node for the largest that it may become, so
 * limits seem reached early; in the next it knows what was launched, here the cheapest.
 */
export function scheduleAll(
  pods: readonly PlannedPod[],
  pools: readonly PoolInput[],
  cluster: ClusterInput,
): Plan {
  return new Scheduler(pods, pools, cluster).solveAll(pods);
}

class Scheduler {
  private readonly pools: readonly (PlannedPool & { limits: Resources })[];
  private readonly left: Map<string, Resources>;
  private readonly around: Around;
  private readonly taintsArePreferred: boolean;
  private nodes: PlannedNode[] = [];
  private launched = 0;
  /** Nodes that had too little room for a pod with such requests; they get no more. */
  private readonly full = new WeakMap<PlannedNode, Set<string>>();

  constructor(pods: readonly PlannedPod[], pools: readonly PoolInput[], cluster: ClusterInput) {
    this.taintsArePreferred = pools.some(({ taints }) =>
      taints.some(({ effect }) => effect === 'PreferNoSchedule'),
    );
    this.pools = byWeight(pools).flatMap((pool) => {
      const planned = plannedPool(pool, cluster);
      return planned ? [{ ...planned, limits: pool.limits }] : [];
    });
    this.left = new Map(pools.map(({ name, limits }) => [name, limits]));
    const topology = new Topology((key) => domainsOf(pools, key), cluster.namespaces);
    this.around = { topology, wellKnown: cluster.wellKnown };
    for (const pod of pods) topology.update(pod, pod.wishes);
  }

  solve(pods: readonly PlannedPod[]): Plan {
    const queue = pods.toSorted(byRequests);
    const lastLength = new Map<PlannedPod, number>();
    const pending = new Map<PlannedPod, ReadonlyMap<string, Reason>>();
    for (let pod = queue[0]; pod !== undefined && lastLength.get(pod) !== queue.length; pod = queue[0]) {
      queue.shift();
      const reasons = this.add(pod);
      if (reasons === undefined) {
        pending.delete(pod);
        continue;
      }
      pending.set(pod, reasons);
      this.around.topology.update(pod, pod.wishes);
      queue.push(pod);
      lastLength.set(pod, queue.length);
    }
    return { nodes: this.nodes, pending };
  }

  solveAll(pods: readonly PlannedPod[]): Plan {
    for (let waiting = pods; ; ) {
      const before = this.nodes.length;
      const { pending } = this.solve(waiting);
      waiting = [...pending.keys()];
      if (waiting.length === 0 || this.nodes.length === before) return { nodes: this.nodes, pending };
      this.settle();
    }
  }

  /** Narrows each planned node to what is launched. */
  private settle(): void {
    this.nodes = this.nodes.map((node) => {
      const type = cheapestOf(node);
      return type === undefined ? node : { ...node, types: [type] };
    });
    for (const { name, limits } of this.pools) {
      const launched = this.nodes.filter(({ pool }) => pool.name === name).flatMap(({ types }) => types);
      const used = sum(...launched.map(({ capacity }) => new Map([...capacity, ['nodes', 1] as const])));
      this.left.set(name, subtract(limits, used));
    }
  }

  /** Finds a node for the pod, relaxing its preferences one by one; or the reasons that remain without any. */
  private add(pod: PlannedPod): ReadonlyMap<string, Reason> | undefined {
    if (pod.hasClaims) return new Map(this.pools.map(({ name }) => [name, { kind: 'claims' }]));
    let wishes = pod.wishes;
    for (;;) {
      if (this.addToPlanned(pod, wishes)) return undefined;
      const reasons = this.addToNew(pod, wishes);
      if (reasons === undefined) return undefined;
      const fewer = relaxed(wishes, this.taintsArePreferred);
      if (fewer === undefined) return reasons;
      wishes = fewer;
      this.around.topology.update(pod, wishes);
    }
  }

  private addToPlanned(pod: PlannedPod, wishes: Wishes): boolean {
    this.nodes.sort((a, b) => a.pods.length - b.pods.length);
    const size = JSON.stringify([...pod.requests]);
    for (const [at, node] of this.nodes.entries()) {
      if (this.full.get(node)?.has(size)) continue;
      const found = place(node, pod, wishes, this.around);
      if (!('kind' in found)) {
        this.nodes[at] = this.withPod(node, pod, found);
        return true;
      }
      if (found.kind === 'types' && found.meetRequirements && !found.fit && found.haveOffering)
        this.full.set(node, (this.full.get(node) ?? new Set()).add(size));
    }
    return false;
  }

  private addToNew(pod: PlannedPod, wishes: Wishes): ReadonlyMap<string, Reason> | undefined {
    const reasons = new Map<string, Reason>();
    for (const pool of this.pools) {
      const left = this.left.get(pool.name) ?? new Map<string, number>();
      const types = pool.types.filter(({ capacity }) =>
        [...left].every(([resource, most]) => isWithin(capacity.get(resource) ?? 0, most)),
      );
      if (left.get('nodes') === 0) reasons.set(pool.name, { kind: 'node-limit', pool: pool.name });
      else if (types.length === 0) reasons.set(pool.name, { kind: 'limits', pool: pool.name });
      else {
        const node = emptyNode(pool, types, `node-${this.launched + 1}`);
        const found = place(node, pod, wishes, this.around);
        if ('kind' in found) {
          reasons.set(pool.name, found);
          continue;
        }
        this.launched += 1;
        const launched = this.withPod(node, pod, found);
        this.nodes.push(launched);
        this.left.set(pool.name, withoutLargest(left, launched.types));
        return undefined;
      }
    }
    return reasons;
  }

  private withPod(node: PlannedNode, pod: PlannedPod, found: Parameters<typeof withPod>[2]): PlannedNode {
    this.around.topology.register(hostnameLabel, node.hostname);
    this.around.topology.record(pod, node.pool.taints, found.requirements);
    return withPod(node, pod, found);
  }
}

/** Heavier pools first, of two as heavy the later name: core, pkg/utils/nodepool/nodepool.go, OrderByWeight. */
export function byWeight<T extends Pick<PoolInput, 'name' | 'weight'>>(pools: readonly T[]): T[] {
  return pools.toSorted((a, b) => b.weight - a.weight || (a.name < b.name ? 1 : -1));
}

/** The pool with those of its types that it can launch; undefined where it can launch nothing. */
export function plannedPool(pool: PoolInput, cluster: ClusterInput): PlannedPool | undefined {
  const everywhere: DaemonGroup[] = [{ types: pool.types, overhead: new Map(), ports: [] }];
  const load = { ...pool, groups: everywhere, total: new Map(), taken: [] };
  const types = typesFor(load, { ports: [], requests: new Map() });
  if ('kind' in types) return undefined;
  const template = { ...pool, types };
  return { ...template, groups: daemonGroups(template, cluster.daemons, cluster.wellKnown) };
}

// queue.go, byCPUAndMemoryDescending; the sort is stable
function byRequests(a: PlannedPod, b: PlannedPod): number {
  const by = (resource: string): number => (b.requests.get(resource) ?? 0) - (a.requests.get(resource) ?? 0);
  return by('cpu') || by('memory');
}

// subtractMax: any of its types may be what is launched
function withoutLargest(left: Resources, types: readonly NodeType[]): Resources {
  return new Map(
    Array.from(left, ([resource, most]) => [
      resource,
      most - Math.max(...types.map(({ capacity }) => capacity.get(resource) ?? 0)),
    ]),
  );
}
