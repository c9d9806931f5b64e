import { escapeCell } from '../markdown-text.ts';
import { placeText as locationText } from '../scope.ts';
import { type FitEntry, groupText, isUnschedulable, type PlacedFit, placeText } from './entry.ts';
import { columns, rowsOf } from './rows.ts';

/** Where workloads run, as a comment of a pull request. */
export function fitMarkdown(entries: readonly FitEntry[]): string {
  return entries
    .map((entry) =>
      [
        `### ${escapeCell(placeText(entry))} in ${entry.region.name}\n`,
        ...entry.notes.map((note) => `Note: ${escapeCell(note)}\n`),
        ...entry.groups.map(groupSection),
      ].join('\n'),
    )
    .join('\n');
}

function groupSection(fit: PlacedFit): string {
  const at = fit.at === undefined ? '' : ` (${locationText(fit.at)})`;
  const head = `${isUnschedulable(fit) ? '**pending** ' : ''}${escapeCell(groupText(fit))}${escapeCell(at)}\n`;
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeCell).join(' | ')} |`;
  const rows = rowsOf(fit).map((row) =>
    line('cells' in row ? row.cells : [row.pool, row.reason, ...columns.slice(2).map(() => '')]),
  );
  return [head, line(columns), `|${columns.map(() => '---').join('|')}|`, ...rows, ''].join('\n');
}
