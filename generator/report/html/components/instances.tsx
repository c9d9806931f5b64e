import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { sortedByName, sortedNames } from '../../../load/natural-order.ts';
import { regionText, WARNINGS } from '../../instances/entry.ts';
import type { InstancesEntryJson } from '../../instances/json.ts';
import { plural, targetsText } from '../../scope.ts';
import type { TypeTable } from '../data/instances.ts';
import type { ReportModel } from '../model.ts';
import { Funnel } from './funnel.tsx';
import { MoreButton } from './more-button.tsx';
import { Pods } from './pods.tsx';
import { Types } from './types.tsx';

const STEP = 10;

/** What each pool can launch. */
export function Instances({ model: { instances, types } }: { model: ReportModel }): JSX.Element | null {
  const [shown, setShown] = useState(STEP);
  const entries = useMemo(() => byPool(instances?.entries ?? []), [instances]);
  if (!instances || !types) return null;
  return (
    <>
      {entries.slice(0, shown).map((entry, i) => (
        <details key={`${entry.pool} ${entry.region} ${i}`} class="pool" open={i === 0}>
          <summary>
            <strong>{entry.pool}</strong> in {targetsText(entry)}:{' '}
            {plural(entry.types.length, 'instance type')} in {entry.region}
          </summary>
          <Pool entry={entry} types={types} />
        </details>
      ))}
      <MoreButton shown={shown} total={entries.length} step={STEP} noun="pool" onMore={setShown} />
    </>
  );
}

function byPool(entries: readonly InstancesEntryJson[]): InstancesEntryJson[] {
  return sortedByName(entries, ({ pool }) => pool).map((entry) => ({
    ...entry,
    clusters: sortedNames(entry.clusters),
  }));
}

function Pool({ entry, types }: { entry: InstancesEntryJson; types: TypeTable }): JSX.Element {
  return (
    <>
      {entry.isRegionAssumed ? <p>Region: {regionText(entry)}</p> : null}
      {entry.warnings.map((code) => (
        <p class="warning">Warning: {WARNINGS[code]}</p>
      ))}
      <Funnel entry={entry} />
      {entry.types.length > 0 ? (
        <>
          <Types entry={entry} table={types} />
          <Pods entry={entry} />
        </>
      ) : null}
    </>
  );
}
