import type { Cause, Effect, PoolChange } from '../../plan/change.ts';
import type { PlanEntry } from '../../plan/plan.ts';
import { changeText } from '../../plan/value-text.ts';
import { placeText, plural } from '../scope.ts';
import { effectText } from './summary.ts';

/** How a plan's lists mark an effect. */
export const MARKS: Record<Effect, string> = {
  deleted: '-',
  stalls: '!',
  all: '~',
  some: '~',
  unknown: '?',
  absorbed: '=',
  'new-nodes': '+',
  none: ' ',
};

/** `rolls all nodes`, and what more a person should know of a pool before its causes. */
export function changeLine({ effect, rolls, stall, renamed, causes }: PoolChange): string {
  const [first] = causes;
  const parts = [
    effect === 'stalls'
      ? `stalls: ${rolls === 'some' ? 'some nodes' : rolls === 'all' ? 'all nodes' : 'nodes'} should be replaced, and ${stall ?? 'cannot'}`
      : effectText(effect),
  ];
  if (effect === 'some' && first?.nodes !== undefined) parts.push(first.nodes);
  if (renamed)
    parts.push(
      'to' in renamed
        ? `renamed to ${renamed.to}: to Karpenter that is another pool`
        : `the new name of ${renamed.from}`,
    );
  return parts.join(', ');
}

/** A cause in one line: reason, object, field, values and place. */
export function causeLine({ reason, object, field, before, after, nodes, at, was, effect }: Cause): string {
  const values = before === undefined && after === undefined ? '' : ` ${changeText(before, after)}`;
  const where = at ? ` (${placeText(at)})` : was ? ` (was ${placeText(was)})` : '';
  const which = nodes === undefined || effect !== 'some' ? '' : `: ${nodes}`;
  return `${reason === undefined ? '' : `${reason} `}${[object, field].filter(Boolean).join(' ')}${values}${which}${where}`;
}

/** The clusters of an entry: `2 clusters: shop-1, shop-2`. */
export function clustersText({ clusters, from }: PlanEntry, most = 5): string {
  const more = clusters.length - most;
  const shown = more > 0 ? `${clusters.slice(0, most).join(', ')} and ${more} more` : clusters.join(', ');
  return `${plural(clusters.length, 'cluster')}: ${shown}${from === undefined ? '' : `, from ${from}`}`;
}

/** Entries by environment and clusters, so that each list of clusters is printed once. */
export function sectionsOf(entries: readonly PlanEntry[]): [first: PlanEntry, all: PlanEntry[]][] {
  const sections = new Map<string, PlanEntry[]>();
  for (const entry of entries) {
    const key = JSON.stringify([entry.environment, entry.from, entry.clusters]);
    sections.set(key, [...(sections.get(key) ?? []), entry]);
  }
  return [...sections.values()].flatMap((all) => (all[0] ? [[all[0], all] as [PlanEntry, PlanEntry[]]] : []));
}
