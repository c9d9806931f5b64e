import { groupBy } from '../../diagnostics/group-by.ts';
import { jsonText } from '../../instances/objects/json-text.ts';
import type { Cause, Effect, PoolChange } from '../../plan/change.ts';
import type { PlanEntry } from '../../plan/entry.ts';
import { changeText } from '../../plan/value-text.ts';
import { placeText, plural, someOf } from '../scope.ts';
import { type MergedEntry, mergeRegions } from './regions.ts';
import { verdictOf, verdictText } from './verdict.ts';

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
export function changeLine(change: PoolChange): string {
  const { effect, rolls, stall, renamed, causes } = change;
  const [first] = causes;
  const parts = [
    effect === 'stalls'
      ? `stalls: ${rolls === 'some' ? 'some nodes' : rolls === 'all' ? 'all nodes' : 'nodes'} should be replaced, but ${stall ?? 'cannot'}`
      : verdictText(verdictOf(change)),
  ];
  if (effect === 'some' && first?.nodes !== undefined) parts.push(first.nodes);
  if (renamed)
    parts.push(
      'to' in renamed
        ? `renamed to ${renamed.to}: to Karpenter this is another pool`
        : `the new name of ${renamed.from}`,
    );
  return parts.join(', ');
}

/** A cause in one line: reason, object, field, values and place. */
export function causeLine(cause: Cause): string {
  const { reason, nodes, at, was, effect } = cause;
  const where = at ? ` (${placeText(at)})` : was ? ` (was ${placeText(was)})` : '';
  const which = nodes === undefined || effect !== 'some' ? '' : `: ${nodes}`;
  return `${reason === undefined ? '' : `${reason} `}${whatChanges(cause)}${which}${where}`;
}

function whatChanges({ object, field, before, after }: Cause): string {
  if (field !== '') {
    const values = before === undefined && after === undefined ? '' : ` ${changeText(before, after)}`;
    return `${object} ${field}${values}`;
  }
  if (before === undefined) return object;
  return after === undefined ? `${object} is deleted` : changeText(before, after);
}

/** Changes that are the same in some clusters, of one environment or several. */
export interface Section {
  environments: string[];
  /** The environment that the clusters come from, where it is another. */
  from?: string | undefined;
  clusters: string[];
  entries: SectionEntry[];
}

export type SectionEntry = MergedEntry<PlanEntry>;

/** Groups entries by their text, so that it is printed once for all clusters that it applies to. */
export function sectionsOf(entries: readonly PlanEntry[]): Section[] {
  const places = alike(mergeRegions(entries), ({ environment, from, clusters }) => [
    environment,
    from,
    clusters,
  ]);
  const sections = alike(places, (all) =>
    all.map(({ from, change, schedule, nodes }) => [from, change, schedule, nodes]),
  );
  return sections.flatMap((same) => {
    const firsts = same.flatMap((all) => all[0] ?? []);
    const [first] = firsts;
    if (!first) return [];
    return {
      environments: firsts.map(({ environment }) => environment),
      from: first.from,
      clusters: firsts.flatMap(({ clusters }) => clusters),
      entries: (same[0] ?? []).map((entry, i) => ({
        ...entry,
        instances: same.flatMap((all) => all[i]?.instances ?? []),
      })),
    };
  });
}

/** Groups values by a key, in the order of the first of each group. */
export function alike<T>(values: readonly T[], sameOf: (value: T) => unknown): T[][] {
  return [...groupBy(values, (value) => jsonText(sameOf(value))).values()];
}

/** The clusters of an entry or section: `2 clusters: shop-1, shop-2`. */
export function clustersText({ clusters, from }: Pick<Section, 'clusters' | 'from'>, most = 5): string {
  return `${plural(clusters.length, 'cluster')}: ${someOf(clusters, most)}${from === undefined ? '' : `, from ${from}`}`;
}
