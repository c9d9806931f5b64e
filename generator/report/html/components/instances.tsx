import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { placeOf, regionText, WARNINGS } from '../../instances/entry.ts';
import type { InstancesEntryJson } from '../../instances/json.ts';
import { plural } from '../../scope.ts';
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
  if (!instances || !types) return null;
  const { entries } = instances;
  return (
    <>
      {entries.slice(0, shown).map((entry, i) => (
        <details key={`${entry.pool} ${entry.region} ${i}`} class="pool" open={i === 0}>
          <summary>
            <strong>{entry.pool}</strong> in {placeOf(entry)}: {plural(entry.types.length, 'instance type')}{' '}
            in {entry.region}
          </summary>
          <Pool entry={entry} types={types} />
        </details>
      ))}
      <MoreButton shown={shown} total={entries.length} step={STEP} noun="pool" onMore={setShown} />
    </>
  );
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
