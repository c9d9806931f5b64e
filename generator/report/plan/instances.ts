import { groupBy } from '../../diagnostics/group-by.ts';
import type { ReplicasCost, SpotCost } from '../../instances/cost/pool-cost.ts';
import { dollarsText, rangeText } from '../../instances/cost/text.ts';
import { sortedNames } from '../../load/natural-order.ts';
import type { Ceiling, CeilingChange, InstancesChange } from '../../plan/instances-change.ts';
import { distinct, someOf } from '../scope.ts';
import type { InstancesVariant } from './regions.ts';

/** How many instance types, and how many regions or clusters, a line names. */
const MOST_NAMES = 6;

/** A line, and one below it for each place where that is not the same everywhere. */
export interface PlacedLine {
  text: string;
  places: string[];
}

/** What a line says of one variant. */
interface Part {
  title: string;
  text: string;
}

const PARTS: readonly ((change: InstancesChange) => Part | undefined)[] = [
  typesPart,
  ceilingPart,
  spotPart,
  replicasPart,
];

/** What changes of a pool's instance types and of what its limits allow, in all clusters. */
export function instanceLines(variants: readonly InstancesVariant[]): PlacedLine[] {
  return PARTS.flatMap((partOf) => {
    const found = variants.flatMap((variant) => {
      const part = partOf(variant.change);
      return part ? [{ variant, ...part }] : [];
    });
    return [...groupBy(found, ({ title }) => title)].map(([title, same]) => placedLine(title, same));
  });
}

/** The same as lines of text, each place on one of its own after an indent. */
export function flatLines(lines: readonly PlacedLine[], indent: string): string[] {
  return lines.flatMap(({ text, places }) => [text, ...places.map((place) => `${indent}${place}`)]);
}

function placedLine(
  title: string,
  found: readonly { text: string; variant: InstancesVariant }[],
): PlacedLine {
  const groups = [...groupBy(found, ({ text }) => text)].map(
    ([text, same]) => [text, same.map(({ variant }) => variant)] as const,
  );
  const [first, ...others] = groups;
  if (first && others.length === 0)
    return { text: `${title} in ${regionsText(first[1])}: ${first[0]}`, places: [] };
  const isShared = (region: string): boolean =>
    groups.filter(([, same]) => same.some(({ change }) => change.region === region)).length > 1;
  return {
    text: `${title}:`,
    places: groups.map(([text, same]) => {
      const clusters = same.filter(({ change }) => isShared(change.region)).flatMap((one) => one.clusters);
      // A region alone does not say which of its clusters.
      const which = clusters.length === 0 ? '' : ` (${someOf(sortedNames(clusters), MOST_NAMES)})`;
      return `${regionsText(same)}${which}: ${text}`;
    }),
  };
}

function regionsText(variants: readonly InstancesVariant[]): string {
  return someOf(distinct(variants.map(({ change }) => change.region)), MOST_NAMES);
}

function typesPart({ gained, lost, remaining }: InstancesChange): Part | undefined {
  const texts = [
    ...(gained.length > 0 ? [`${gained.length} more (${someOf(gained, MOST_NAMES)})`] : []),
    ...(lost.length > 0 ? [`${lost.length} fewer (${someOf(lost, MOST_NAMES)})`] : []),
    ...(lost.length > 0 && remaining === 0 ? ['no known type is left'] : []),
  ];
  return texts.length === 0 ? undefined : { title: 'instance types', text: texts.join(', ') };
}

/** The dearest filling of the limits. Where it stays the same, it is shown beside a range at spot prices that comes or goes. */
function ceilingPart({ ceiling }: InstancesChange): Part | undefined {
  if (ceiling === undefined) return undefined;
  const { before, after, spot, prices } = ceiling;
  const [old, now] = [before && amountText(before), after && amountText(after)];
  const hadSpot = spotOf(before) !== undefined;
  const hasSpot = spotOf(after) !== undefined;
  const change = changeText(old, now) ?? (hadSpot === hasSpot ? undefined : now);
  if (change === undefined) return undefined;
  const kinds = prices.map(({ kind, date }) => [kind, date].filter(Boolean).join(' '));
  return {
    title: `at most, on demand${spot === 'never' ? '' : ' (spot nodes do not exceed that)'}`,
    text: kinds.length === 0 ? change : `${change}; prices: ${kinds.join(', ')}`,
  };
}

/** The range at spot prices, of a side that has one. */
function spotPart({ ceiling }: InstancesChange): Part | undefined {
  const [old, now] = [spotOf(ceiling?.before), spotOf(ceiling?.after)];
  const text = changeText(old && rangeText(old), now && rangeText(now));
  return text === undefined ? undefined : { title: `at spot prices of ${(now ?? old)?.date}`, text };
}

function spotOf(side: CeilingChange['before']): SpotCost | undefined {
  return typeof side === 'object' ? side.atSpotPrices : undefined;
}

function replicasPart({ replicas }: InstancesChange): Part | undefined {
  if (replicas === undefined) return undefined;
  const { before, after } = replicas;
  const text = changeText(before && replicasText(before), after && replicasText(after));
  return text === undefined ? undefined : { title: 'replicas, on demand', text };
}

/** Undefined where both are the same. */
function changeText(before: string | undefined, after: string | undefined): string | undefined {
  if (before === after) return undefined;
  if (before === undefined) return `${after}, new`;
  return after === undefined ? `${before}, gone` : `${before} → ${after}`;
}

function amountText(ceiling: Ceiling): string {
  if (ceiling === 'unlimited') return 'no limit';
  return ceiling === 'unknown' ? 'unknown' : dollarsText(ceiling.dearest);
}

function replicasText({ count, lowest, highest }: ReplicasCost): string {
  return `${count} for ${rangeText({ lowest, highest })}`;
}
