import { type NodeType, offeringsWith } from './node-type.ts';
import type { PlannedNode } from './planned-node.ts';

/** What Karpenter launches of the types that a node may be: the cheapest, and of those without a price the smallest. */
export function cheapestOf(node: PlannedNode): NodeType {
  const [first, ...others] = node.types;
  if (first === undefined) throw new Error('a planned node has instance types');
  const rank = (type: NodeType): number[] => [
    priceOf(type, node) ?? Number.POSITIVE_INFINITY,
    type.capacity.get('cpu') ?? 0,
    type.capacity.get('memory') ?? 0,
  ];
  return others.reduce((best, type) => (isLess(rank(type), rank(best)) ? type : best), first);
}

function isLess(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((one, index) => one !== b[index]);
  return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0);
}

/** The lowest price of a type where the node may be; undefined where none is known. */
export function priceOf(type: NodeType, { requirements }: PlannedNode): number | undefined {
  const prices = offeringsWith(type, requirements).flatMap(({ price }) => price ?? []);
  return prices.length === 0 ? undefined : Math.min(...prices);
}
