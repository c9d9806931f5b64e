import { escapeCell, tableRow } from '../markdown-text.ts';
import { placeText, targetsText } from '../scope.ts';
import { type FitEntry, groupText, isUnschedulable, type PlacedFit } from './entry.ts';
import { columns, rowsOf } from './rows.ts';

/** Where workloads run, as a comment of a pull request. */
export function fitMarkdown(entries: readonly FitEntry[]): string {
  return entries
    .map((entry) =>
      [
        `### ${escapeCell(targetsText(entry))} in ${entry.region.name}\n`,
        ...entry.notes.map((note) => `Note: ${escapeCell(note)}\n`),
        ...entry.groups.map(groupSection),
      ].join('\n'),
    )
    .join('\n');
}

function groupSection(fit: PlacedFit): string {
  const at = fit.at === undefined ? '' : ` (${placeText(fit.at)})`;
  const head = `${isUnschedulable(fit) ? '**pending** ' : ''}${escapeCell(groupText(fit))}${escapeCell(at)}\n`;
  const rows = rowsOf(fit).map((row) =>
    tableRow('cells' in row ? row.cells : [row.pool, row.reason, ...columns.slice(2).map(() => '')]),
  );
  return [`${head}\n`, tableRow(columns), `|${columns.map(() => '---').join('|')}|\n`, ...rows].join('');
}
