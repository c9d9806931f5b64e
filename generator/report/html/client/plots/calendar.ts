import { axisX, axisY, cell, plot, text } from '@observablehq/plot';
import { calendarDays } from '../../../../plan/rollout/hours.ts';
import { allowedText, levelsOf } from '../../data/levels.ts';
import type { CalendarPlot } from '../../data/plot.ts';
import { COMMON, color } from './style.ts';

interface Hour {
  day: string;
  hour: number;
  least: number;
  most: number;
}

/** Narrower cells have no room for a number. */
const NARROWEST = 22;
const LEFT = 92;

/** A heat map of what budgets allow: 24 hours across, days down. */
export function drawCalendar({ from, days, nodes, spans, timeZone }: CalendarPlot, width: number): Element {
  const rows = calendarDays(
    {
      from,
      days,
      spans: spans.map(([start, end, allowed]) => ({
        start,
        end,
        allowed: allowed ?? Number.POSITIVE_INFINITY,
      })),
    },
    timeZone,
  );
  const hours = rows.flatMap(({ day, cells }) => cells.map((one): Hour => ({ day, ...one })));
  const levels = levelsOf(spans, nodes);
  const ids = levels.entries.map(({ id }) => id);
  return plot({
    ...COMMON,
    width,
    height: 48 + rows.length * 21,
    marginLeft: LEFT,
    marginTop: 40,
    marginBottom: 4,
    marginRight: 4,
    padding: 0.08,
    x: { type: 'band', domain: Array.from({ length: 24 }, (_hour, hour) => hour) },
    y: { type: 'band', domain: rows.map(({ day }) => day) },
    color: { type: 'ordinal', domain: ids, range: ids.map(color) },
    marks: [
      axisX({
        anchor: 'top',
        label: `hour, ${timeZone}`,
        labelAnchor: 'left',
        labelOffset: 38,
        tickSize: 0,
        tickFormat: (hour: number) => (hour % 3 === 0 ? String(hour).padStart(2, '0') : ''),
      }),
      axisY({ label: null, tickSize: 0, tickFormat: (day: string) => dayText(day) }),
      cell(hours, {
        x: 'hour',
        y: 'day',
        fill: ({ least }: Hour) => levels.of(least).id,
        // Empty boxes differ from pale ones without colours, too.
        stroke: ({ least }: Hour) => (least === 0 ? color('axis') : 'none'),
        strokeOpacity: 0.6,
        inset: 0.5,
        rx: 2,
        ariaLabel: (hour: Hour) => hourText(hour, nodes, timeZone),
      }),
      ...((width - LEFT) / 24 >= NARROWEST
        ? [
            text(hours, {
              x: 'hour',
              y: 'day',
              text: (hour: Hour) => shortText(hour, nodes),
              fontSize: 10,
              fill: ({ least }: Hour) => color(`on-${levels.of(least).id}`),
              pointerEvents: 'none',
            }),
          ]
        : []),
    ],
  });
}

/** `Mon 30 Nov` of `Mon 2026-11-30`. */
function dayText(day: string): string {
  const date = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' });
  return `${day.slice(0, 3)} ${date.format(Date.parse(day.slice(4)))}`;
}

function hourText({ day, hour, least, most }: Hour, nodes: number, timeZone: string): string {
  const [start, end] = [hour, hour + 1].map((one) => `${String(one).padStart(2, '0')}:00`);
  const allowed =
    least === most
      ? allowedText(least, nodes)
      : `${allowedText(least, nodes)} for a part of it, then ${allowedText(most, nodes)}`;
  return `${dayText(day)}, ${start} to ${end} ${timeZone}: ${allowed}`;
}

function shortText({ least, most }: Hour, nodes: number): string {
  const short = (allowed: number): string =>
    allowed === Number.POSITIVE_INFINITY ? '∞' : allowed >= nodes && allowed > 0 ? 'all' : String(allowed);
  return least === most ? short(least) : `${short(least)}–${short(most)}`;
}
