import type { ReplicasCost } from '../../instances/cost/pool-cost.ts';
import { dollarsText, rangeText } from '../../instances/cost/text.ts';
import type { Ceiling, CeilingChange, InstancesChange } from '../../plan/instances-change.ts';
import { someOf } from '../scope.ts';

const mostNames = 6;

/** What changes of a pool's instance types and of what its limits allow, line by line. */
export function instanceLines({ region, gained, lost, ceiling, replicas }: InstancesChange): string[] {
  const types = [
    ...(gained.length > 0 ? [`${gained.length} more (${someOf(gained, mostNames)})`] : []),
    ...(lost.length > 0 ? [`${lost.length} fewer (${someOf(lost, mostNames)})`] : []),
  ];
  return [
    ...(types.length > 0 ? [`instance types in ${region}: ${types.join(', ')}`] : []),
    ...(ceiling === undefined ? [] : ceilingLines(ceiling, region)),
    ...(replicas === undefined
      ? []
      : [
          `replicas, on demand in ${region}: ${changeText(replicas.before && replicasText(replicas.before), replicas.after && replicasText(replicas.after))}`,
        ]),
  ];
}

function ceilingLines(ceiling: CeilingChange, region: string): string[] {
  const spot = ceiling.spot === 'never' ? '' : ' (spot nodes do not exceed that)';
  return [`at most, on demand${spot} in ${region}: ${ceilingText(ceiling)}`, ...spotLines(ceiling, region)];
}

function ceilingText({ before, after, prices }: CeilingChange): string {
  const change = changeText(before && amountText(before), after && amountText(after));
  const kinds = prices.map(({ kind, date }) => [kind, date].filter(Boolean).join(' '));
  return kinds.length === 0 ? change : `${change}; prices: ${kinds.join(', ')}`;
}

function changeText(before: string | undefined, after: string | undefined): string {
  if (before === undefined) return `${after}, new`;
  if (after === undefined) return `${before}, gone`;
  return before === after ? after : `${before} -> ${after}`;
}

function amountText(ceiling: Ceiling): string {
  if (ceiling === 'unlimited') return 'no limit';
  return ceiling === 'unknown' ? 'unknown' : dollarsText(ceiling.dearest);
}

/** The range at spot prices, of a side that has one. */
function spotLines({ before, after }: CeilingChange, region: string): string[] {
  const [old, now] = [before, after].map((one) => (typeof one === 'object' ? one.atSpotPrices : undefined));
  if (old === undefined && now === undefined) return [];
  const change = changeText(old && rangeText(old), now && rangeText(now));
  return [`at spot prices of ${(now ?? old)?.date} in ${region}: ${change}`];
}

function replicasText({ count, lowest, highest }: ReplicasCost): string {
  return `${count} for ${rangeText({ lowest, highest })}`;
}
