import { plural } from '../../scope.ts';
import { keepTime } from './timed-text.ts';
import type { RollData } from './timeline.ts';

/** The result of some rolls in a sentence, with kept times. */
export function rollSummary(rolls: readonly RollData[]): string {
  const ending = rolls.filter((roll) => roll.shortestEnd !== undefined);
  const stalled = rolls.length - ending.length;
  const ends = ending.map(({ shortestEnd, longestEnd }) => [shortestEnd ?? 0, longestEnd] as const);
  const earliest = Math.max(...ends.map(([end]) => end));
  const latest = Math.max(...ends.map(([, end]) => end ?? Number.POSITIVE_INFINITY));
  const parts = [
    ...(stalled === 0
      ? []
      : [`${plural(stalled, 'roll')} of ${rolls.length} stall${stalled === 1 ? 's' : ''}`]),
    ...(ending.length === 0
      ? []
      : [
          `${ending.length === 1 ? 'the roll' : `the last of ${plural(ending.length, 'roll')}`} is done at the earliest ${keepTime(earliest)}`,
          Number.isFinite(latest)
            ? `at the latest ${keepTime(latest)}`
            : 'drains have no upper bound without terminationGracePeriod',
        ]),
  ];
  const text = parts.join(', ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** When the nodes of some rolls that expire do so, with kept times. */
export function expirySummary(rolls: readonly RollData[]): string {
  const spans = rolls.flatMap(({ expiry }) => expiry ?? []);
  const start = Math.min(...spans.map((span) => span.start));
  const end = Math.max(...spans.map((span) => span.end));
  return `The nodes that replace others expire together from ${keepTime(start)} to ${keepTime(end)}: expiry respects no budget, and launches no replacement first.`;
}

/** How far waves have to reach of all the time to be seen beside the latest end. */
const VISIBLE = 0.05;

/** To which end a timeline shows both waves and ends. */
export function clearestEnd(rolls: readonly RollData[], from: number): 'earliest' | 'latest' {
  const earliest = Math.max(from, ...rolls.flatMap(({ shortestEnd }) => shortestEnd ?? []));
  const latest = Math.max(from, ...rolls.flatMap(({ longestEnd }) => longestEnd ?? []));
  return earliest - from < (latest - from) * VISIBLE ? 'earliest' : 'latest';
}
