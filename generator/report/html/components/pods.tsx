import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { InstancesEntryJson } from '../../instances/json.ts';
import { PlotFigure } from './plot-figure.tsx';
import { titleOf } from './pool-title.ts';

/** How many pods a node of each type takes. */
export function Pods({ entry }: { entry: InstancesEntryJson }): JSX.Element {
  const plot = useMemo(
    () => ({
      kind: 'pods' as const,
      types: entry.types.map(({ name, allocatable }) => ({ name, pods: allocatable.pods ?? 0 })),
    }),
    [entry],
  );
  const pods = plot.types.map((type) => type.pods);
  const [least, most] = [Math.min(...pods), Math.max(...pods)];
  return (
    <PlotFigure
      plot={plot}
      label={`pods on a node of ${titleOf(entry)}`}
      caption={`A node of ${entry.pool} takes ${least === most ? least : `${least} to ${most}`} pods, including those of DaemonSets; the types are in the order in which Karpenter tries them.`}
    >
      <table>
        <thead>
          <tr>
            <th scope="col">type</th>
            <th scope="col">pods</th>
          </tr>
        </thead>
        <tbody>
          {plot.types.map(({ name, pods: count }) => (
            <tr>
              <th scope="row">{name}</th>
              <td class="number">{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </PlotFigure>
  );
}
