import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { MARKS } from '../../plan/lines.ts';
import { verdictOf, verdictText } from '../../plan/verdict.ts';
import { plural } from '../../scope.ts';
import type { MatrixCell, MatrixRow } from '../matrix-rows.ts';
import type { ReportModel } from '../model.ts';
import { Changes } from './changes.tsx';
import { Fold } from './fold.tsx';

/** How many environments of a row are named before they are folded. */
const MOST_NAMES = 3;

interface MatrixCellsProps {
  /** The id of the element that holds the changes. */
  id: string;
  row: MatrixRow;
  model: ReportModel;
  /** Whether the changes of all cells are shown. */
  isPrinting: boolean;
}

/** A row of the matrix, and below it the changes of the cell that is open. */
export function MatrixCells({ id, row, model, isPrinting }: MatrixCellsProps): JSX.Element {
  const [open, setOpen] = useState<string>();
  const opened = row.cells.find(({ pool }) => pool === open);
  const shown = isPrinting ? row.cells.filter(({ entries }) => entries.length > 0) : opened ? [opened] : [];
  return (
    <>
      <tr>
        <th scope="row">
          <Environments row={row} />
        </th>
        {row.cells.map((cell) => (
          <td class={`effect ${cell.effect}`}>
            <Effect
              cell={cell}
              row={row}
              panel={id}
              isOpen={cell === opened}
              onToggle={() => setOpen(cell === opened ? undefined : cell.pool)}
            />
          </td>
        ))}
      </tr>
      <tr class="changes" id={id} hidden={shown.length === 0}>
        <td colSpan={row.cells.length + 1}>
          {shown.map((cell) => (
            <Changes key={cell.pool} cell={cell} row={row} model={model} />
          ))}
        </td>
      </tr>
    </>
  );
}

function Environments({ row: { environments, clusters } }: { row: MatrixRow }): JSX.Element {
  return (
    <>
      {environments.length <= MOST_NAMES ? (
        environments.join(', ')
      ) : (
        <Fold title={`${environments[0]} and ${plural(environments.length - 1, 'more environment')}`}>
          {() => <p>{environments.join(', ')}</p>}
        </Fold>
      )}
      <span class="count">{plural(clusters.length, 'cluster')}</span>
    </>
  );
}

interface EffectProps {
  cell: MatrixCell;
  row: MatrixRow;
  /** The id of the element that holds the changes. */
  panel: string;
  isOpen: boolean;
  onToggle(): void;
}

function Effect({ cell, row, panel, isOpen, onToggle }: EffectProps): JSX.Element {
  if (cell.effect === 'absent') return <span class="nothing">not in this environment</span>;
  if (cell.effect === 'unchanged') return <span class="nothing">unchanged</span>;
  const [worst] = cell.entries;
  return (
    <button type="button" aria-expanded={isOpen} aria-controls={panel} onClick={onToggle}>
      <span class="mark" aria-hidden="true">
        {MARKS[cell.effect]}
      </span>{' '}
      {verdictText(worst ? verdictOf(worst.change) : cell.effect)}
      {cell.clusters < row.clusters.length && (
        <span class="count">
          in {cell.clusters} of {plural(row.clusters.length, 'cluster')}
        </span>
      )}
    </button>
  );
}
