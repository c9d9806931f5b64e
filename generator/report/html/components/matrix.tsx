import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { plural } from '../../scope.ts';
import { filterRow, isNamed, matrixPools, matrixRows } from '../matrix-rows.ts';
import type { FleetModel, ReportModel } from '../model.ts';
import { MatrixCells } from './matrix-cells.tsx';
import { MoreButton } from './more-button.tsx';
import { useIsPrinting } from './use-is-printing.ts';

/** How many rows are shown at first, and with each press of the button below them. */
const STEP = 50;

type Plan = NonNullable<ReportModel['plan']>;

interface MatrixProps {
  fleet: FleetModel;
  plan: Plan;
  model: ReportModel;
}

/** A table of environments and pools, in which each cell is the effect of the plan and opens the changes. */
export function Matrix({ fleet, plan, model }: MatrixProps): JSX.Element {
  const [shown, setShown] = useState(STEP);
  const [place, setPlace] = useState('');
  const [pool, setPool] = useState('');
  const [isChangedOnly, setChangedOnly] = useState(false);
  const isPrinting = useIsPrinting();
  const pools = useMemo(() => matrixPools(fleet, plan), [fleet, plan]);
  const rows = useMemo(() => matrixRows(fleet, plan), [fleet, plan]);
  const found = rows.flatMap((all, i) => {
    const row = filterRow(all, { place, pool, isChangedOnly });
    return row ? [{ id: `changes-${i}`, row }] : [];
  });
  return (
    <>
      <form
        class="filters needs-script"
        aria-label="Filter rows"
        onSubmit={(event) => event.preventDefault()}
      >
        <label>
          environment or cluster{' '}
          <input type="search" value={place} onInput={({ currentTarget }) => setPlace(currentTarget.value)} />
        </label>
        <label>
          pool{' '}
          <input type="search" value={pool} onInput={({ currentTarget }) => setPool(currentTarget.value)} />
        </label>
        <label>
          <input
            type="checkbox"
            checked={isChangedOnly}
            onChange={({ currentTarget }) => setChangedOnly(currentTarget.checked)}
          />{' '}
          only what changes
        </label>
      </form>
      <p role="status">
        {found.length === rows.length
          ? plural(rows.length, 'row')
          : `${found.length} of ${plural(rows.length, 'row')}`}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls what has the focus */}
      <section class="scroll" aria-label="Table of pools and environments" tabIndex={0}>
        <table class="matrix">
          <caption>
            What the change does to running nodes, the worst first. A button in a cell shows what changes.
          </caption>
          <thead>
            <tr>
              <th scope="col">environment</th>
              {pools
                .filter((name) => isNamed(name, pool))
                .map((name) => (
                  <th scope="col">{name}</th>
                ))}
            </tr>
          </thead>
          <tbody>
            {found.slice(0, shown).map(({ id, row }) => (
              <MatrixCells key={id} id={id} row={row} model={model} isPrinting={isPrinting} />
            ))}
          </tbody>
        </table>
      </section>
      <MoreButton shown={shown} total={found.length} step={STEP} noun="row" onMore={setShown} />
    </>
  );
}
