import { launchedTypes, type OnStep } from '../candidates/index.ts';
import { unmetMinValues } from '../requirements/min-values.ts';
import { type NodeType, offeringsWith } from './node-type.ts';
import type { PlannedNode } from './planned-node.ts';
import type { Reason } from './reason.ts';

/** What Karpenter launches of the types that a node may be; undefined where the launch fails, as `launchFault` says. */
export function cheapestOf(node: PlannedNode): NodeType | undefined {
  return launchOf(node)[0];
}

/** Why the launch of a node fails for which the scheduler has instance types. */
export function launchFault(node: PlannedNode): Reason {
  let fault: Reason = { kind: 'no-image' };
  const { requirements, requests, pool } = node;
  const unknown = { least: new Map(), most: new Map() };
  launchOf(node, (step) => {
    if (step.kind === 'min-values')
      fault = {
        kind: 'min-values',
        labels: step.keys,
        requirements,
        requests,
        minValues: pool.minValues,
        ...unknown,
      };
  });
  return fault;
}

/** The types that the launch names, as those of a pool in `poolwright instances`; none where it fails. */
function launchOf(node: PlannedNode, onStep?: OnStep): readonly NodeType[] {
  const { minValues } = node.pool;
  const rules = {
    nameOf: ({ name }: NodeType) => name,
    priceOf: (type: NodeType) => priceOf(type, node),
    capacityOf: ({ capacity }: NodeType) => capacity,
    hasMinValues: minValues.size > 0,
    unmetMinValues: (types: readonly NodeType[]) => unmetMinValues(types, node.requirements, minValues),
    hasImage: ({ hasImage }: NodeType) => hasImage,
  };
  return launchedTypes(node.types, rules, onStep);
}

/** The lowest price of a type where the node may be; undefined where none is known. */
export function priceOf(type: NodeType, { requirements }: PlannedNode): number | undefined {
  const prices = offeringsWith(type, requirements).flatMap(({ price }) => price ?? []);
  return prices.length === 0 ? undefined : Math.min(...prices);
}
