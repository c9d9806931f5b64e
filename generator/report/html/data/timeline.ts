import { sortedByName } from '../../../load/natural-order.ts';
import type { Effect } from '../../../plan/change.ts';
import type { PlanEntry } from '../../../plan/entry.ts';
import type { Plan } from '../../../plan/plan.ts';
import type { TimeSpan } from '../../../plan/rollout/expiry.ts';
import type { Wave } from '../../../plan/rollout/run.ts';
import type { Schedule } from '../../../plan/schedule.ts';
import { alike } from '../../plan/lines.ts';
import { scheduleLines } from '../../plan/schedule.ts';
import type { AllowedTuple } from './calendar.ts';
import { addPlace, type Place, sortedPlaces } from './places.ts';
import { keepTime } from './timed-text.ts';

/** How the nodes of a pool are replaced, in all clusters where that goes the same; times are milliseconds since 1970. */
export interface RollData {
  pool: string;
  effect: Effect;
  places: Place[];
  nodes: number;
  isAssumed: boolean;
  waves: readonly Wave[];
  /** When the last old node has gone with the shortest drains; absent where the roll stalls. */
  shortestEnd?: number;
  /** The same with the longest drains; absent where nothing bounds them. */
  longestEnd?: number;
  /** The most nodes that are replaced or drained at once, with the shortest and with the longest drains. */
  mostAtOnce: number;
  mostAtOnceSlow: number;
  /** When the replaced nodes expire together. */
  expiry?: TimeSpan;
  /** What the budgets allow meanwhile. */
  spans: AllowedTuple[];
  /** The lines of the plan, with kept times. */
  lines: string[];
}

/** The rolls of a plan, the first to end first, and by pool those that end together. */
export interface TimelineData {
  from: number;
  rolls: RollData[];
  /** Pools whose nodes go all at once, since the pool does. */
  deleted: { pool: string; places: Place[] }[];
}

/** When the nodes of a plan's pools are replaced. */
export function timelineData({ entries }: Plan, at: number): TimelineData {
  const scheduled = entries.flatMap(({ schedule, ...entry }) => (schedule ? [{ ...entry, schedule }] : []));
  const groups = alike(scheduled, ({ change: { pool, effect }, schedule }) => [pool, effect, schedule]);
  const deleted = alike(
    entries.filter(({ change }) => change.effect === 'deleted'),
    ({ change }) => change.pool,
  );
  return {
    from: at,
    rolls: sortedByName(
      groups.flatMap((group) => {
        const [first] = group;
        return first ? [rollData(first, placesOf(group))] : [];
      }),
      poolOf,
    ).sort((a, b) => endOf(a) - endOf(b)),
    deleted: sortedByName(
      deleted.map((group) => ({ pool: group[0]?.change.pool ?? '', places: placesOf(group) })),
      poolOf,
    ),
  };
}

function rollData(
  { change: { pool, effect }, schedule }: PlanEntry & { schedule: Schedule },
  places: Place[],
): RollData {
  const { nodes, isAssumed, calendar, roll, expiry } = schedule;
  const { waves, shortestEnd, longestEnd, mostAtOnce, mostAtOnceSlow } = roll;
  return {
    pool,
    effect,
    places,
    nodes,
    isAssumed,
    waves,
    mostAtOnce,
    mostAtOnceSlow,
    ...(shortestEnd === undefined ? {} : { shortestEnd }),
    ...(longestEnd === undefined ? {} : { longestEnd }),
    ...(expiry === undefined ? {} : { expiry }),
    spans: calendar.spans.map(({ start, end, allowed }) => [
      start,
      end,
      Number.isFinite(allowed) ? allowed : null,
    ]),
    lines: scheduleLines(pool, schedule, keepTime),
  };
}

function placesOf(entries: readonly Pick<PlanEntry, 'environment' | 'clusters'>[]): Place[] {
  const places: Place[] = [];
  for (const { environment, clusters } of entries) addPlace(places, environment, clusters);
  return sortedPlaces(places);
}

function poolOf({ pool }: { pool: string }): string {
  return pool;
}

/** What never ends comes last. */
function endOf({ shortestEnd }: RollData): number {
  return shortestEnd ?? Number.MAX_SAFE_INTEGER;
}
