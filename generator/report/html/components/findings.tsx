import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { plural } from '../../scope.ts';
import { EVERYTHING, filterFindings, indexFinding } from '../finding-filter.ts';
import type { ReportModel } from '../model.ts';
import { Finding } from './finding.tsx';
import { FindingFilters } from './finding-filters.tsx';
import { MoreButton } from './more-button.tsx';

/** How many findings are shown at first, and with each press of the button below them. */
const STEP = 50;

/** The findings, the worst first, and what they are filtered by. */
export function Findings({ model }: { model: ReportModel }): JSX.Element {
  const { diagnostics } = model;
  const [filter, setFilter] = useState(EVERYTHING);
  const [most, setMost] = useState(STEP);
  const indexed = useMemo(() => diagnostics.map(indexFinding), [diagnostics]);
  const found = useMemo(() => filterFindings(indexed, filter), [indexed, filter]);
  if (diagnostics.length === 0) return <p>No findings.</p>;
  return (
    <>
      <FindingFilters
        findings={indexed}
        filter={filter}
        onFilter={(next) => {
          setFilter(next);
          setMost(STEP);
        }}
      />
      <p role="status">
        {found.length === indexed.length
          ? plural(found.length, 'finding')
          : `${found.length} of ${plural(indexed.length, 'finding')}`}
      </p>
      <ol class="findings">
        {found.slice(0, most).map(({ finding }) => (
          <li key={diagnostics.indexOf(finding)} class={`finding ${finding.severity}`}>
            <Finding finding={finding} model={model} />
          </li>
        ))}
      </ol>
      <MoreButton shown={most} total={found.length} step={STEP} noun="finding" onMore={setMost} />
    </>
  );
}
