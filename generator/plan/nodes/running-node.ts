import type { ValueObject } from '@kustomize-ts/core';
import { doNotDisrupt } from '../../instances/objects/do-not-disrupt.ts';
import { durationMs } from '../../instances/objects/duration.ts';
import { objectAt, objectsAt, own, stringAt } from '../../instances/objects/fields.ts';
import { nodePoolLabel } from '../../instances/objects/labels.ts';
import { annotationsOf, labelsOf } from '../../instances/objects/metadata.ts';
import { blockOf, type PodBlock } from './blocked-pods.ts';
import type { DisruptionBudget } from './disruption-budget.ts';
import { namespaceOf } from './names.ts';

/** A node of a NodePool. Times are milliseconds since 1970. */
export interface RunningNode {
  /** That of the Node, or of the NodeClaim where no Node has registered. */
  name: string;
  pool: string;
  nodeClaim: ValueObject;
  /** The id of the image that it was launched with. */
  image: string | undefined;
  createdAt: number;
  /** When it is replaced whatever happens: expireAfter of its NodeClaim; undefined for Never. */
  expiresAt: number | undefined;
  /** The longest drain, by its own NodeClaim; undefined for no end. */
  terminationGracePeriodMs: number | undefined;
  isInitialized: boolean;
  isReady: boolean;
  isDeleting: boolean;
  /** The Drifted condition, where it is true. */
  drifted: { reason: string; since: number } | undefined;
  /** Whether the node itself has karpenter.sh/do-not-disrupt. */
  isProtected: boolean;
  pods: number;
  /** The pods that keep it from being replaced. */
  blocks: readonly PodBlock[];
}

export interface ClusterPods {
  /** The pods by the name of their node. */
  byNode: ReadonlyMap<string, readonly ValueObject[]>;
  /** The PodDisruptionBudgets by namespace. */
  budgets: ReadonlyMap<string, readonly DisruptionBudget[]>;
}

/** What a NodeClaim and its Node say of a running node. */
export function runningNode(
  nodeClaim: ValueObject,
  node: ValueObject | undefined,
  { byNode, budgets }: ClusterPods,
): RunningNode {
  const metadata = objectAt(nodeClaim, 'metadata');
  const spec = objectAt(nodeClaim, 'spec');
  const status = objectAt(nodeClaim, 'status');
  const name = stringAt(status, 'nodeName') ?? stringAt(metadata, 'name') ?? '';
  const pods = byNode.get(name) ?? [];
  const createdAt = Date.parse(stringAt(metadata, 'creationTimestamp') ?? '');
  const lifetime = durationMs(stringAt(spec, 'expireAfter'));
  const drifted = conditionOf(nodeClaim, 'Drifted');
  return {
    name,
    pool: stringAt(labelsOf(nodeClaim), nodePoolLabel) ?? '',
    nodeClaim,
    image: stringAt(status, 'imageID'),
    createdAt,
    expiresAt: lifetime === undefined ? undefined : createdAt + lifetime,
    terminationGracePeriodMs: durationMs(stringAt(spec, 'terminationGracePeriod')),
    isInitialized: conditionOf(nodeClaim, 'Initialized') !== undefined,
    isReady: node !== undefined && conditionOf(node, 'Ready') !== undefined,
    isDeleting: [nodeClaim, node].some((one) => one && own(objectAt(one, 'metadata'), 'deletionTimestamp')),
    drifted,
    isProtected: [nodeClaim, node].some((one) => one && isProtected(one)),
    pods: pods.length,
    blocks: pods.flatMap((pod) => blockOf(pod, budgets.get(namespaceOf(pod)) ?? []) ?? []),
  };
}

/** The reason and the time of a condition that is true. */
function conditionOf(object: ValueObject, type: string): { reason: string; since: number } | undefined {
  const conditions = objectsAt(objectAt(object, 'status'), 'conditions').map(([, one]) => one);
  const found = conditions.find((one) => own(one, 'type') === type && own(one, 'status') === 'True');
  if (!found) return undefined;
  const since = Date.parse(stringAt(found, 'lastTransitionTime') ?? '');
  return { reason: stringAt(found, 'reason') ?? '', since };
}

function isProtected(object: ValueObject): boolean {
  return own(annotationsOf(object), doNotDisrupt) === 'true';
}
