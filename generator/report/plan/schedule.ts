import type { BudgetCalendar } from '../../plan/rollout/calendar.ts';
import type { Roll } from '../../plan/rollout/roll.ts';
import { stripLines } from '../../plan/rollout/strip.ts';
import type { Schedule } from '../../plan/schedule.ts';
import { plural } from '../scope.ts';
import { durationText, type TimeText } from './time-text.ts';

/** What the budgets of a pool allow now, and when that changes: `3 of 30 nodes at once now, none from Sat 5 Dec 22:00 UTC`. */
export function budgetsText(calendar: Omit<BudgetCalendar, 'spans'>, nodes: number, time: TimeText): string {
  const { now: allowed } = calendar;
  const now =
    allowed === 0
      ? `none of ${plural(nodes, 'node')} may be replaced now`
      : allowed >= nodes
        ? `all of ${plural(nodes, 'node')} may be replaced at once now`
        : `${allowed} of ${plural(nodes, 'node')} at once now`;
  const next = [
    calendar.now === 0 && calendar.nextAnything !== undefined
      ? `the next from ${time(calendar.nextAnything)}`
      : undefined,
    calendar.now !== 0 && calendar.nextNothing !== undefined
      ? `none from ${time(calendar.nextNothing)}`
      : undefined,
    calendar.now < nodes && calendar.nextEverything !== undefined
      ? `all at once from ${time(calendar.nextEverything)}`
      : undefined,
  ].filter((one) => one !== undefined);
  return [now, ...next].join(', ');
}

/** When nodes are replaced, how fast, and how long it takes: a line for each. */
export function scheduleLines(
  pool: string,
  { nodes, isAssumed, calendar, roll, expiry, holdups, syncDelays, from }: Schedule,
  time: TimeText,
): string[] {
  const { now: allowed } = calendar;
  const assumed = isAssumed ? ` (${nodes} nodes are assumed: --nodes ${pool}=N)` : '';
  const held = holdups.map(
    ({ workload, detail, by, endedBy }) =>
      `held up by ${workload} (${by === 'do-not-disrupt' ? `${by}: ${detail}` : detail}): ${HELD[endedBy]}`,
  );
  const lines = [`budgets: ${budgetsText(calendar, nodes, time)}${assumed}`];
  if (syncDelays.length > 0)
    lines.push(`times: counted from the sync, shown for one at ${time(from)}; ${syncDelays.join('; ')}`);
  if (roll.stalls)
    return [...lines, `stalls: ${STALLS[roll.stalls.reason]}, ${plural(roll.stalls.left, 'node')} stay`];
  const [first] = roll.waves;
  if (first && roll.shortestEnd !== undefined) {
    const pauses = roll.waves.length > 1 ? `in ${roll.waves.length} waves, as budgets open and close, ` : '';
    const counted = allowed > 0 && roll.mostAtOnce > allowed ? ' (ready replacements count as nodes)' : '';
    const longest =
      roll.longestEnd === undefined
        ? 'no upper bound without terminationGracePeriod'
        : `at the latest ${time(roll.longestEnd)}`;
    lines.push(
      `roll: ${pauses}${atOnceText(roll)}${counted}, done at the earliest ${time(roll.shortestEnd)} (${durationText(roll.shortestEnd - first.start)}), ${longest}`,
    );
  }
  lines.push(...held);
  if (expiry) lines.push(`expiry: they expire together from ${time(expiry.start)}, whatever the budgets say`);
  return lines;
}

/** Slow drains let a percentage grow with the replacements that are ready. */
function atOnceText({ mostAtOnce, mostAtOnceSlow }: Roll): string {
  return mostAtOnceSlow > mostAtOnce
    ? `${mostAtOnce} at once, up to ${mostAtOnceSlow} where drains are slow`
    : `at most ${mostAtOnce} at once`;
}

const HELD = {
  'grace-period': 'its pods stay until terminationGracePeriod ends',
  'pod-age': 'its pods stay until they reach the age in the annotation',
  nothing: 'nodes that run its pods are not replaced',
} as const;

const STALLS = {
  budget: 'no budget allows a node to be replaced',
  unavailable: 'nodes that are not ready use up the budgets',
  limit: 'usage exceeds the limits, so no replacement starts',
  'no-headroom': 'limits.nodes leaves no room for a replacement',
} as const;

/** The budgets of two weeks by the hour. */
export function stripText({ calendar }: Schedule, timeZone: string): string[] {
  return stripLines(calendar, timeZone);
}
