import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { isShownStep, regionText } from '../../instances/entry.ts';
import type { InstancesEntryJson } from '../../instances/json.ts';
import { plural } from '../../scope.ts';
import { PlotFigure } from './plot-figure.tsx';
import { titleOf } from './pool-title.ts';

/** How many types each step of Karpenter's leaves. */
export function Funnel({ entry }: { entry: InstancesEntryJson }): JSX.Element {
  const plot = useMemo(
    () => ({
      kind: 'funnel' as const,
      steps: [
        { text: `types that Karpenter lists in ${regionText(entry)}`, removed: 0, left: entry.listed },
        ...entry.steps.filter(({ kind, removed }) => isShownStep(kind, removed)),
      ],
    }),
    [entry],
  );
  return (
    <PlotFigure
      plot={plot}
      label={`what removes instance types of ${titleOf(entry)}`}
      caption={`Of ${plural(entry.listed, 'instance type')} that Karpenter lists in ${entry.region}, ${entry.types.length} are left for ${entry.pool}; the steps are in Karpenter’s order.`}
    >
      <table>
        <thead>
          <tr>
            <th scope="col">step</th>
            <th scope="col">left out</th>
            <th scope="col">left</th>
          </tr>
        </thead>
        <tbody>
          {plot.steps.map(({ text, removed, left }) => (
            <tr>
              <th scope="row">{text}</th>
              <td class="number">{removed}</td>
              <td class="number">{left}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </PlotFigure>
  );
}
