import type { ValueObject } from '@kustomize-ts/core';
import { durationMs } from '../../instances/objects/duration.ts';
import { objectAt, own, stringAt } from '../../instances/objects/fields.ts';
import { limitsOf } from '../../instances/objects/pool.ts';
import { quantityOf } from '../../instances/objects/quantity.ts';

/** The shortest drain of a node, in milliseconds: its pods end at once, and Karpenter looks again after five seconds. */
export const SHORTEST_DRAIN_MS = 5_000;

/**
 * How long nodes with a terminationGracePeriod drain. It is that of their own NodeClaims, so a period that a change adds does not hold for
 * the nodes that the change rolls.
 * @param template `spec.template` of the NodePool that made the nodes
 */
export function drainTimes(template: ValueObject): { shortestMs: number; longestMs: number | undefined } {
  const period = durationMs(stringAt(objectAt(template, 'spec'), 'terminationGracePeriod'));
  const longestMs = period === undefined ? undefined : Math.max(SHORTEST_DRAIN_MS, period);
  return { shortestMs: SHORTEST_DRAIN_MS, longestMs };
}

/**
 * How many nodes more the limits of a NodePool allow, negative where usage is over one of them; undefined where nothing limits it, or its
 * usage is not known.
 * @param spec the NodePool's `spec`
 * @param nodes the pool's nodes
 * @param usage its `status.resources`, from which nodes are taken to be alike
 */
export function headroomOf(spec: ValueObject, nodes: number, usage: ValueObject = {}): number | undefined {
  let least: number | undefined;
  for (const [resource, limit] of limitsOf(spec)) {
    const used = resource === 'nodes' ? nodes : quantityOf(own(usage, resource));
    if (used === undefined || used === 0) continue;
    const more = Math.floor(((limit - used) * nodes) / used);
    least = Math.min(least ?? more, more);
  }
  return least;
}
