import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { dollarsText } from '../../../instances/cost/text.ts';
import { costBars, hasCeiling, restText } from '../data/cost-bars.ts';
import type { CostsData, EnvironmentCostData } from '../data/costs.ts';
import type { ReportModel } from '../model.ts';
import { CostsTable } from './costs-table.tsx';
import { Legend } from './legend.tsx';
import { MoreButton } from './more-button.tsx';
import { PlotFigure } from './plot-figure.tsx';

const STEP = 25;

/** What the pools of each environment may cost at most, before and after. */
export function Costs({ model: { costs } }: { model: ReportModel }): JSX.Element | null {
  const [shown, setShown] = useState(STEP);
  const environments = useMemo(() => costs?.environments.slice(0, shown) ?? [], [costs, shown]);
  const plot = useMemo(
    () => ({
      kind: 'costs' as const,
      bars: costBars({ environments }),
      budgets: environments.flatMap(({ environment, budget }) =>
        budget === undefined ? [] : [{ environment, dollars: budget }],
      ),
    }),
    [environments],
  );
  if (!costs) return null;
  return (
    <>
      <p>
        What instances cost that fill the limits of all pools, in all clusters of an environment together, at
        on-demand prices; spot instances do not cost more.
      </p>
      <PlotFigure
        plot={plot}
        label="cost ceilings of environments"
        caption={<CostList costs={{ ...costs, environments }} />}
        legend={
          <Legend
            entries={[
              ...(costs.hasBase ? [{ id: 'before', text: 'before, filled with the dearest types' }] : []),
              { id: 'after', text: `${costs.hasBase ? 'after, ' : ''}filled with the dearest types` },
              { id: 'after', text: 'filled with the cheapest types', shape: 'line in a bar' },
              ...(plot.budgets.length > 0 ? [{ id: 'budget', text: 'budget', shape: 'line' as const }] : []),
            ]}
          />
        }
      >
        <CostsTable environments={environments} />
      </PlotFigure>
      <MoreButton
        shown={shown}
        total={costs.environments.length}
        step={STEP}
        noun="environment"
        onMore={setShown}
      />
    </>
  );
}

/** How each environment's ceiling changes, in words. */
function CostList({ costs: { environments, hasBase } }: { costs: CostsData }): JSX.Element {
  return (
    <ul class="places">
      {environments.map((one) => (
        <li>
          {one.environment}: {hasBase ? changeText(one) : sideText(one.after)}
          {one.budget === undefined ? '' : `, with a budget of ${dollarsText(one.budget)}`}
        </li>
      ))}
    </ul>
  );
}

function changeText({ before, after }: EnvironmentCostData): string {
  const [old, now] = [sideText(before), sideText(after)];
  if (before === undefined) return `${now}, new`;
  if (after === undefined) return `${old}, gone`;
  return old === now ? `${now}, as before` : `${old} → ${now}`;
}

function sideText(side: EnvironmentCostData['after']): string {
  if (!side) return 'no pools';
  const most = hasCeiling(side) ? [`at most ${dollarsText(side.ceiling.dearest)}`] : [];
  return [...most, restText(side)].filter(Boolean).join(' and ');
}
