import type { Resources } from '../capacity/resources.ts';
import { cheapestOf, priceOf } from './cheapest.ts';
import { isWithin } from './node-type.ts';
import type { PlannedNode } from './planned-node.ts';

/** Nodes that are launched alike. */
export interface NodeCount {
  type: string;
  count: number;
  pods: number;
  /** Dollars per hour of one; undefined where it is not known. */
  price: number | undefined;
}

/** How much of a resource is unused. */
export interface Unused {
  resource: string;
  amount: number;
  share: number;
}

/** The nodes by type, the most frequent first. */
export function counts(nodes: readonly PlannedNode[]): NodeCount[] {
  const found = new Map<string, NodeCount>();
  for (const node of nodes) {
    const type = cheapestOf(node);
    if (type === undefined) continue;
    const known = found.get(type.name) ?? { type: type.name, count: 0, pods: 0, price: priceOf(type, node) };
    found.set(type.name, { ...known, count: known.count + 1, pods: known.pods + node.pods.length });
  }
  return [...found.values()].sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1));
}

/** The nodes by pool and type. */
export function countsByPool(nodes: readonly PlannedNode[]): (NodeCount & { pool: string })[] {
  const pools = [...new Set(nodes.map(({ pool }) => pool.name))];
  return pools.flatMap((pool) =>
    counts(nodes.filter((node) => node.pool.name === pool)).map((one) => ({ ...one, pool })),
  );
}

/** What pods leave unused of nodes, DaemonSets aside, and the share of what the nodes leave to pods. */
export function unusedOf(nodes: readonly PlannedNode[]): Unused[] {
  return ['cpu', 'memory'].map((resource) => {
    let room = 0;
    let used = 0;
    for (const node of nodes) {
      const type = cheapestOf(node);
      if (type === undefined) continue;
      const group = node.pool.groups.find(({ types }) => types.includes(type));
      room += amountOf(type.allocatable, resource) - amountOf(group?.overhead ?? new Map(), resource);
      used += amountOf(node.requests, resource);
    }
    const amount = isWithin(room, used) ? 0 : room - used;
    return { resource, amount, share: room === 0 ? 0 : amount / room };
  });
}

function amountOf(resources: Resources, resource: string): number {
  return resources.get(resource) ?? 0;
}
