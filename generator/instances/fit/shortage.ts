import { portConflict } from './host-ports.ts';
import { isWithin, matches, type NodeType, offeringsWith } from './node-type.ts';
import type { PlannedPool } from './planned-node.ts';
import type { PlannedPod } from './planned-pod.ts';
import type { Reason } from './reason.ts';

/** What instance types of a pool lack for a pod. */
export type Shortage =
  /** None is what the pod selects. */
  | { kind: 'selection' }
  /** A DaemonSet has the pod's port of each node. */
  | { kind: 'port'; port: number }
  | {
      kind: 'room';
      /** The one resource that none has enough of; undefined where none has enough of all at once. */
      resource: string | undefined;
      /** What the pod requests of it. */
      amount: number;
      /** The most of it that one has. */
      most: number;
      /** The types that the pod selects. */
      matching: readonly NodeType[];
      /** Whether they would have enough without DaemonSets. */
      isBesideDaemons: boolean;
    };

/** Why none of a pool's types holds the pod, which the scheduler has found. */
export function shortageOf(
  { types, groups }: Pick<PlannedPool, 'types' | 'groups'>,
  pod: PlannedPod,
  { requirements }: Extract<Reason, { kind: 'types' }>,
): Shortage {
  const matching = types.filter(
    (type) => matches(type, requirements) && offeringsWith(type, requirements).length > 0,
  );
  if (matching.length === 0) return { kind: 'selection' };
  const ports = groups.map((group) => portConflict(pod.ports, group.ports));
  const [port] = ports;
  if (port !== undefined && ports.every((one) => one !== undefined)) return { kind: 'port', port: port.port };
  const overheads = new Map(groups.flatMap((group) => group.types.map((type) => [type, group.overhead])));
  const roomOf = (type: NodeType, resource: string): number => type.allocatable.get(resource) ?? 0;
  const leftOf = (type: NodeType, resource: string): number =>
    roomOf(type, resource) - (overheads.get(type)?.get(resource) ?? 0);
  const requests = [...pod.requests];
  const isBesideDaemons = matching.some((type) =>
    requests.every(([resource, amount]) => isWithin(amount, roomOf(type, resource))),
  );
  const room = isBesideDaemons ? leftOf : roomOf;
  const [resource, amount = 0] =
    requests.find(([name, wanted]) => matching.every((type) => !isWithin(wanted, room(type, name)))) ?? [];
  const most = resource === undefined ? 0 : Math.max(...matching.map((type) => roomOf(type, resource)));
  return { kind: 'room', resource, amount, most, matching, isBesideDaemons };
}
