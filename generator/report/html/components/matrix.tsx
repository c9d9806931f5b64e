import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type MatrixRow, matrixPools, matrixRows } from '../matrix-rows.ts';
import type { ReportModel } from '../model.ts';
import { MatrixCells } from './matrix-cells.tsx';
import { MoreButton } from './more-button.tsx';

/** How many rows are shown at first, and with each press of the button below them. */
const STEP = 50;

/** A table of environments and pools, in which each cell is the effect of the plan and opens the changes. */
export function Matrix({ model }: { model: ReportModel }): JSX.Element {
  const { fleet, plan } = model;
  const [shown, setShown] = useState(STEP);
  if (!fleet || !plan) return <></>;
  const pools = matrixPools(fleet, plan);
  const rows = matrixRows(fleet, plan);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls what has the focus */}
      <section class="scroll" aria-label="Table of pools and environments" tabIndex={0}>
        <table class="matrix">
          <caption>What the plan does to running nodes. A button shows what changes.</caption>
          <thead>
            <tr>
              <th scope="col">environment</th>
              {pools.map((pool) => (
                <th scope="col">{pool}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown).map((row) => (
              <MatrixCells key={keyOf(row)} row={row} model={model} />
            ))}
          </tbody>
        </table>
      </section>
      <MoreButton shown={shown} total={rows.length} step={STEP} noun="row" onMore={setShown} />
    </>
  );
}

function keyOf({ environments: [first = ''] }: MatrixRow): string {
  return first;
}
