import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { InstancesEntryJson } from '../../instances/json.ts';
import { plural } from '../../scope.ts';
import type { TypeTable } from '../data/instances.ts';
import type { PricedType, TypesPlot } from '../data/plot.ts';
import { pricedTypes } from '../data/priced-types.ts';
import { hourlyText } from '../data/type-text.ts';
import { Choice } from './choice.tsx';
import { Legend } from './legend.tsx';
import { PlotFigure } from './plot-figure.tsx';
import { titleOf } from './pool-title.ts';
import { TypesTable } from './types-table.tsx';

const SIZES = [
  { value: 'vcpus', text: 'vCPU' },
  { value: 'memoryGib', text: 'memory' },
] as const;

/** Prices of the types that a pool can launch against their size, among all of the region. */
export function Types({ entry, table }: { entry: InstancesEntryJson; table: TypeTable }): JSX.Element {
  const [size, setSize] = useState<TypesPlot['size']>('vcpus');
  const types = useMemo(() => pricedTypes(entry, table), [entry, table]);
  const plot = useMemo(() => ({ kind: 'types' as const, size, types }), [size, types]);
  const candidates = types.filter(({ isCandidate }) => isCandidate);
  if (candidates.length === 0)
    return (
      <>
        <p>{captionOf(entry, candidates)}</p>
        <TypesTable types={entry.types} />
      </>
    );
  return (
    <PlotFigure
      plot={plot}
      label={`prices of instance types of ${titleOf(entry)}`}
      caption={captionOf(entry, candidates)}
      legend={
        <>
          <Choice
            name={`size ${entry.pool} ${entry.region} ${entry.clusters[0] ?? entry.environments[0]}`}
            legend="Price against"
            options={SIZES}
            value={size}
            onChoose={(one) => setSize(one)}
          />
          <Legend
            entries={[
              ...(has(candidates, 'amd64') ? [{ id: 'amd64', text: 'amd64', shape: 'circle' as const }] : []),
              ...(has(candidates, 'arm64')
                ? [{ id: 'arm64', text: 'arm64', shape: 'triangle' as const }]
                : []),
              { id: 'other', text: 'types that the pool does not launch', shape: 'circle' },
            ]}
          />
        </>
      }
    >
      <TypesTable types={entry.types} />
    </PlotFigure>
  );
}

function has(types: readonly PricedType[], arch: string): boolean {
  return types.some((type) => type.arch === arch);
}

function captionOf({ pool, types, region }: InstancesEntryJson, candidates: readonly PricedType[]): string {
  const prices = candidates.map(({ dollarsPerHour }) => dollarsPerHour);
  const unknown = types.length - candidates.length;
  const cost =
    prices.length === 0
      ? ''
      : `, for ${hourlyText(Math.min(...prices))} to ${hourlyText(Math.max(...prices))} on demand`;
  const estimated = candidates.some(({ isEstimated }) => isEstimated) ? '; ~ is an estimate' : '';
  const missing = unknown > 0 ? `; ${unknown} of unknown price are not drawn` : '';
  return `${pool} launches ${plural(types.length, 'instance type')} in ${region}${cost}${estimated}${missing}.`;
}
