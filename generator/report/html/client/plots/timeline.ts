import { barX, link, tickX } from '@observablehq/plot';
import { durationText, timeIn } from '../../../plan/time-text.ts';
import { plural } from '../../../scope.ts';
import type { TimelinePlot, TitledRoll } from '../../data/plot.ts';
import { BAR, plotRolls, rowsOf } from './roll-plot.ts';
import { color } from './style.ts';

interface Bar {
  row: string;
  start: number;
  end: number;
  text: string;
}

/** Where the mark of the latest end is in its row, from the top. */
const MARK = { insetTop: 26, insetBottom: 12 };

/** The waves of rolls over time, with the hours in which budgets allow none, and the earliest and latest end. */
export function drawTimeline({ from, rolls, timeZone, until }: TimelinePlot, width: number): Element {
  const time = timeIn(timeZone);
  const rows = rowsOf(rolls);
  const end = endOf(from, rolls, until);
  const all = <T>(each: (roll: TitledRoll, row: string) => T[]): T[] =>
    rolls.flatMap((roll, i) => each(roll, rows[i] ?? ''));
  const closed = all(({ spans }, row) =>
    spans
      .filter(([start, , allowed]) => allowed === 0 && start < end)
      .map(([start, until]): Bar => {
        const last = Math.min(until, end);
        return { row, start, end: last, text: `${time(start)} to ${time(until)}: budgets allow none` };
      }),
  );
  const waves = all(({ title, waves: found }, row) =>
    found.map(
      (wave, i): Bar => ({
        row,
        start: wave.start,
        end: wave.end,
        text: `${title}, wave ${i + 1} of ${found.length}: ${plural(wave.nodes, 'node')}, ${time(wave.start)} to ${time(wave.end)} at the earliest`,
      }),
    ),
  );
  const slow = all(({ shortestEnd, longestEnd }, row) =>
    shortestEnd === undefined ? [] : [{ row, start: shortestEnd, end: Math.min(longestEnd ?? end, end) }],
  );
  const latest = all(({ title, longestEnd }, row) =>
    longestEnd === undefined || longestEnd > end
      ? []
      : [{ row, at: longestEnd, text: `${title}: done at the latest ${time(longestEnd)}` }],
  );
  const middle = (BAR.insetTop - BAR.insetBottom) / 2;
  return plotRolls({
    rolls,
    from,
    end,
    timeZone,
    width,
    title: rowText,
    marks: [
      barX(closed, {
        x1: 'start',
        x2: 'end',
        y: 'row',
        ...BAR,
        fill: color('closed'),
        stroke: color('axis'),
        strokeOpacity: 0.6,
        ariaLabel: 'text',
      }),
      link(slow, {
        x1: 'start',
        x2: 'end',
        y1: 'row',
        y2: 'row',
        dy: middle,
        stroke: color('after'),
        strokeWidth: 1.5,
        strokeDasharray: '2,3',
      }),
      barX(waves, {
        x1: 'start',
        x2: 'end',
        y: 'row',
        ...BAR,
        fill: color('after'),
        stroke: color('after'),
        strokeWidth: 3,
        strokeLinejoin: 'round',
        ariaLabel: 'text',
      }),
      tickX(latest, {
        x: 'at',
        y: 'row',
        ...MARK,
        stroke: color('after'),
        strokeWidth: 2,
        ariaLabel: 'text',
      }),
    ],
  });
}

function rowText({ title, nodes, isAssumed, waves, shortestEnd, longestEnd }: TitledRoll): string {
  const count = `${title}: ${plural(nodes, 'node')}${isAssumed ? ' (assumed)' : ''}`;
  const start = waves[0]?.start;
  if (shortestEnd === undefined || start === undefined) return `${count}, stalls`;
  const latest =
    longestEnd === undefined ? 'no latest end' : `${durationText(longestEnd - start)} at the latest`;
  return `${count} in ${durationText(shortestEnd - start)} at the earliest, ${latest}`;
}

/** A twentieth after the last end; two weeks where nothing ends. */
function endOf(from: number, rolls: readonly TitledRoll[], until: TimelinePlot['until']): number {
  const ends = rolls.flatMap(
    ({ shortestEnd, longestEnd }) => (until === 'latest' ? longestEnd : undefined) ?? shortestEnd ?? [],
  );
  const last = ends.length > 0 ? Math.max(...ends) : from + 14 * 86_400_000;
  return last + Math.max(60_000, (last - from) / 20);
}
