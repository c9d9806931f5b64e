import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { TimelinePlot } from '../data/plot.ts';
import { clearestEnd, expirySummary, rollSummary } from '../data/roll-summary.ts';
import type { TimelineData } from '../data/timeline.ts';
import type { ReportModel } from '../model.ts';
import { Choice } from './choice.tsx';
import { Legend } from './legend.tsx';
import { MoreButton } from './more-button.tsx';
import { briefPlaces, placesText } from './places-text.ts';
import { PlotFigure } from './plot-figure.tsx';
import { RollList } from './roll-list.tsx';
import { ExpiryTable, WavesTable } from './roll-tables.tsx';
import { TimedText } from './timed-text.tsx';
import { useZone } from './use-zone.ts';
import { ZoneSwitch } from './zone-switch.tsx';

const STEP = 20;

const UNTIL = [
  { value: 'latest', text: 'until the latest end' },
  { value: 'earliest', text: 'until the earliest end' },
] as const;

/** When the nodes of each pool are replaced, and when their successors expire together. */
export function Timeline({
  model: { timeline, timeZone = 'UTC' },
}: {
  model: ReportModel;
}): JSX.Element | null {
  const zone = useZone(timeZone);
  const [shown, setShown] = useState(STEP);
  if (!timeline) return null;
  const { rolls, deleted } = timeline;
  return (
    <>
      <ZoneSwitch name="timeline-zone" zone={zone} />
      <Rolls timeline={timeline} shown={shown} zone={zone} />
      <MoreButton shown={shown} total={rolls.length} step={STEP} noun="roll" onMore={setShown} />
      {deleted.map(({ pool, places }) => (
        <p>
          {pool} in {placesText(places)} is deleted: its nodes drain at once, all together, whatever the
          budgets say.
        </p>
      ))}
    </>
  );
}

function Rolls({
  timeline: { from, rolls },
  shown,
  zone,
}: {
  timeline: TimelineData;
  shown: number;
  zone: string;
}): JSX.Element | null {
  const [until, setUntil] = useState<TimelinePlot['until']>(() => clearestEnd(rolls, from));
  const titled = useMemo(
    () =>
      rolls
        .slice(0, shown)
        .map((roll) => ({ ...roll, title: `${roll.pool} in ${briefPlaces(roll.places)}` })),
    [rolls, shown],
  );
  const waves = useMemo(
    () => ({ kind: 'timeline' as const, from, rolls: titled, timeZone: zone, until }),
    [from, titled, zone, until],
  );
  const expiring = useMemo(() => titled.filter(({ expiry }) => expiry !== undefined), [titled]);
  const expiry = useMemo(
    () => ({ kind: 'expiry' as const, from, rolls: expiring, timeZone: zone }),
    [from, expiring, zone],
  );
  if (rolls.length === 0) return null;
  return (
    <>
      <PlotFigure
        plot={waves}
        label="waves of replaced nodes"
        caption={<TimedText text={rollSummary(titled)} zone={zone} />}
        legend={
          <>
            <Choice
              name="timeline-until"
              legend="Show"
              options={UNTIL}
              value={until}
              onChoose={(one) => setUntil(one)}
            />

            <Legend
              entries={[
                { id: 'after', text: 'nodes are replaced, with the shortest possible drains' },
                {
                  id: 'after',
                  text: 'until the latest end; open-ended if nothing bounds it',
                  shape: 'dashes',
                },
                { id: 'closed', text: 'budgets allow none' },
              ]}
            />
          </>
        }
      >
        <RollList rolls={titled} zone={zone} />
        <WavesTable rolls={titled} zone={zone} />
      </PlotFigure>
      {expiring.length > 0 ? (
        <PlotFigure
          plot={expiry}
          label="when replaced nodes expire together"
          caption={<TimedText text={expirySummary(expiring)} zone={zone} />}
          legend={
            <Legend
              entries={[
                { id: 'after', text: 'replaced' },
                { id: 'expiry', text: 'expire together' },
              ]}
            />
          }
        >
          <ExpiryTable rolls={expiring} zone={zone} />
        </PlotFigure>
      ) : null}
    </>
  );
}
