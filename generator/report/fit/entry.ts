import type { Location } from '../../diagnostics/diagnostic.ts';
import type { Resources } from '../../instances/capacity/resources.ts';
import type { GroupFit, PoolFit } from '../../instances/fit/assess.ts';
import type { NodeCount } from '../../instances/fit/counts.ts';
import { groupTitle } from '../../instances/fit/groups.ts';
import { headline, quantityText } from '../../instances/fit/karpenter-text.ts';
import type { Shortage } from '../../instances/fit/shortage.ts';
import type { ClusterRegion } from '../../instances/region.ts';
import { plural } from '../scope.ts';

/** Clusters in which all workloads fit alike. */
export interface FitEntry {
  environments: string[];
  /** Empty for an environment without clusters. */
  clusters: string[];
  region: ClusterRegion;
  groups: readonly PlacedFit[];
  /** `estimated` where a price follows from that in us-east-1. */
  prices: 'exact' | 'estimated';
  /** What Karpenter does not know of the pools. */
  notes: readonly string[];
}

/** Where the pods of a group run, and where they are written. */
export interface PlacedFit extends GroupFit {
  at: Location | undefined;
}

/** `RayService/llama2 head: 1 pod of cpu 1, memory 2Gi`. */
export function groupText({ group }: GroupFit): string {
  const requests = Array.from(
    group.pod.requests,
    ([resource, amount]) => `${resource} ${quantityText(amount)}`,
  );
  const of = requests.length === 0 ? ' without requests' : ` of ${requests.join(', ')}`;
  return `${groupTitle(group)}: ${plural(group.replicas, 'pod')}${of}`;
}

/** Why a pool takes no pod of the group: Karpenter's words, and what of which resource there is. */
export function reasonText(fit: Extract<PoolFit, { kind: 'misfit' }>): string {
  return `${headline(fit.reason)}${shortageText(fit.shortage)}`;
}

function shortageText(shortage: Shortage | undefined): string {
  if (shortage?.kind === 'port') return `: a DaemonSet has port ${shortage.port} of each node`;
  if (shortage?.kind !== 'room' || shortage.resource === undefined) return '';
  const { resource, amount, most, isBesideDaemons } = shortage;
  const beside = isBesideDaemons ? ' before DaemonSets' : '';
  return most <= 0
    ? `: none has ${resource}`
    : `: ${resource} ${quantityText(amount)}, at most ${roundedText(resource, most)}${beside}`;
}

/** `2 × c5.large`. */
export function nodesText(nodes: readonly NodeCount[]): string {
  return nodes.map(({ count, type }) => `${count} × ${type}`).join(', ') || '-';
}

/** Dollars per hour of all nodes; `?` where the price of one is not known. */
export function costText(nodes: readonly NodeCount[]): string {
  const cost = costOf(nodes);
  return cost === undefined ? '?' : cost.toFixed(3);
}

/** Undefined where the price of one node is not known. */
export function costOf(nodes: readonly NodeCount[]): number | undefined {
  let sum = 0;
  for (const { count, price } of nodes) {
    if (price === undefined) return undefined;
    sum += count * price;
  }
  return sum;
}

/** `0.9 vCPU (48%), 0.9Gi (31%)`. */
export function unusedText({ unused }: Extract<PoolFit, { kind: 'fits' }>): string {
  return unused
    .map(({ resource, amount, share }) => {
      const text = roundedText(resource, amount);
      return `${resource === 'cpu' ? `${text} vCPU` : text} (${Math.round(share * 100)}%)`;
    })
    .join(', ');
}

/** An amount for people: cores to a tenth, bytes to a tenth of a GiB. */
function roundedText(resource: string, amount: number): string {
  if (resource === 'cpu') return String(Math.floor(amount * 10) / 10);
  const isBytes = resource === 'memory' || resource === 'ephemeral-storage';
  return isBytes ? `${Math.floor((amount / 2 ** 30) * 10) / 10}Gi` : quantityText(amount);
}

/** Groups of which pods find no node. */
export function unschedulable(entries: readonly FitEntry[]): { entry: FitEntry; fit: PlacedFit }[] {
  return entries.flatMap((entry) => entry.groups.filter(isUnschedulable).map((fit) => ({ entry, fit })));
}

/** Whether a pod finds no node; those that a pool with a fixed number of nodes takes do, as far as it has room. */
export function isUnschedulable({ pending, pools }: GroupFit): boolean {
  const isTaken = pools.some((one) => one.kind === 'unknown' || (one.kind === 'fits' && one.isStatic));
  return pending > 0 && !isTaken;
}

/** Amounts as an object, for JSON. */
export function amountsOf(resources: Resources): Record<string, string> {
  return Object.fromEntries(Array.from(resources, ([name, amount]) => [name, quantityText(amount)]));
}
