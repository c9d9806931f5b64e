import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { CalendarData, PoolCalendar, ReasonCalendar } from '../data/calendar.ts';
import type { ReportModel } from '../model.ts';
import { CalendarTable } from './calendar-table.tsx';
import { LevelLegend } from './level-legend.tsx';
import { MoreButton } from './more-button.tsx';
import { areNamed, placedPoolsText, placesText, poolsText } from './places-text.ts';
import { PlotFigure } from './plot-figure.tsx';
import { TimedText } from './timed-text.tsx';
import { useZone } from './use-zone.ts';
import { ZoneSwitch } from './zone-switch.tsx';

const STEP = 10;

/** What the budgets of each pool allow over two weeks, each calendar once. */
export function Calendars({
  model: { calendar, timeZone = 'UTC' },
}: {
  model: ReportModel;
}): JSX.Element | null {
  const zone = useZone(timeZone);
  const [shown, setShown] = useState(STEP);
  if (!calendar) return null;
  return (
    <>
      <p>
        How many nodes of a pool may be disrupted at once in the {calendar.days} days after the change
        arrives. Schedules of budgets are in UTC. Expiry, interruptions and deleted pools respect no budget.
      </p>
      <ZoneSwitch name="calendar-zone" zone={zone} />
      {calendar.calendars.slice(0, shown).map((one) => (
        <OneCalendar key={keyOf(one)} one={one} calendar={calendar} zone={zone} />
      ))}
      <MoreButton
        shown={shown}
        total={calendar.calendars.length}
        step={STEP}
        noun="calendar"
        onMore={setShown}
      />
    </>
  );
}

interface OneCalendarProps {
  one: PoolCalendar;
  calendar: CalendarData;
  zone: string;
}

function OneCalendar({ one, calendar, zone }: OneCalendarProps): JSX.Element {
  const { pools, nodes, isAssumed, reasons } = one;
  const title = placedPoolsText(pools);
  const list = (
    <ul class="places">
      {pools.map(({ pool, places }) => (
        <li>
          {pools.length > 1 ? `${pool}: ` : ''}
          {placesText(places)}
        </li>
      ))}
    </ul>
  );
  return (
    <article>
      <h3>{poolsText(pools)}</h3>
      {areNamed(pools) ? (
        list
      ) : (
        <details>
          <summary>Pools with this calendar</summary>
          {list}
        </details>
      )}
      {reasons.map((reason) => (
        <ReasonFigure
          reason={reason}
          nodes={nodes}
          isAssumed={isAssumed}
          calendar={calendar}
          zone={zone}
          title={title}
        />
      ))}
    </article>
  );
}

interface ReasonFigureProps {
  reason: ReasonCalendar;
  nodes: number;
  isAssumed: boolean;
  calendar: CalendarData;
  zone: string;
  /** The pools and where they are. */
  title: string;
}

function ReasonFigure({ reason, nodes, isAssumed, calendar, zone, title }: ReasonFigureProps): JSX.Element {
  const { reasons, spans, text } = reason;
  const { from, days } = calendar;
  const plot = useMemo(
    () => ({ kind: 'calendar' as const, from, days, nodes, spans, timeZone: zone }),
    [from, days, nodes, spans, zone],
  );
  const isConstant = spans.length < 2;
  return (
    <PlotFigure
      plot={plot}
      isFolded={isConstant}
      label={`allowed nodes by hour, ${reasons.join(', ')}, ${title}`}
      caption={
        <>
          <strong>{reasons.join(', ')}</strong>: <TimedText text={text} zone={zone} />
          {isConstant ? ', and at every other hour' : ''}
          {isAssumed ? ` (${nodes} nodes are assumed)` : ''}
        </>
      }
      legend={<LevelLegend spans={spans} nodes={nodes} />}
    >
      <CalendarTable spans={spans} nodes={nodes} zone={zone} />
    </PlotFigure>
  );
}

function keyOf({ pools: [first], nodes }: PoolCalendar): string {
  return `${first?.pool} ${first?.places[0]?.clusters[0]} ${nodes}`;
}
