import { axisX, barX, link, plot, ruleX, text, tickX } from '@observablehq/plot';
import { durationText, timeIn } from '../../../plan/time-text.ts';
import { plural } from '../../../scope.ts';
import type { TimelinePlot, TitledRoll } from '../../data/plot.ts';
import { ROW, rowsOf } from './roll-rows.ts';
import { COMMON, color, fitted } from './style.ts';
import { tickLabels, timeTicks } from './time-axis.ts';

interface Bar {
  row: string;
  start: number;
  end: number;
  text: string;
}

/** Where a bar is in its row, from the top, and the mark of the latest end. */
const BAR = { insetTop: 22, insetBottom: 8 };
const MARK = { insetTop: 26, insetBottom: 12 };

/** The waves of rolls over time, with the hours in which budgets let none go, and the earliest and latest end. */
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
        return { row, start, end: last, text: `${time(start)} to ${time(until)}: budgets let none go` };
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
  const ticks = timeTicks(from, end, Math.floor(width / 70), timeZone);
  const labels = tickLabels(ticks, timeZone);
  const middle = { y: 'row', dy: (BAR.insetTop - BAR.insetBottom) / 2 };
  return plot({
    ...COMMON,
    width,
    height: 36 + rows.length * ROW,
    marginLeft: 16,
    marginRight: 24,
    marginTop: 4,
    marginBottom: 32,
    x: { type: 'utc', domain: [from, end] },
    y: { type: 'band', domain: rows, padding: 0, axis: null },
    marks: [
      axisX(ticks, { tickFormat: (_tick: number, i: number) => labels[i] ?? '', label: null }),
      ruleX(ticks, { stroke: color('grid') }),
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
        dy: middle.dy,
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
      text(rolls, {
        frameAnchor: 'left',
        y: (_roll: TitledRoll, i: number) => rows[i],
        dx: 4,
        dy: -ROW / 2 + 12,
        text: (roll: TitledRoll) => fitted(rowText(roll), width - 60),
        fontWeight: 600,
        textAnchor: 'start',
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
