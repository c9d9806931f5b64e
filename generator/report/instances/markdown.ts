import { escapeCell, tableRow } from '../markdown-text.ts';
import { plural, targetsText } from '../scope.ts';
import type { Column } from './columns.ts';
import { costLines } from './costs.ts';
import { type InstancesEntry, regionText, shownSteps, stepText, warningsOf } from './entry.ts';
import { cellsOf, sortTypes } from './table.ts';

/** What pools can launch, as Markdown. */
export function instancesMarkdown(
  entries: readonly InstancesEntry[],
  columns: readonly Column[],
  sort: Column | undefined,
): string {
  return entries.map((entry) => entryMarkdown(entry, columns, sort)).join('\n');
}

function entryMarkdown(entry: InstancesEntry, columns: readonly Column[], sort: Column | undefined): string {
  const { candidates, pool, region } = entry;
  const { types, listed } = candidates;
  const steps = shownSteps(candidates).map(
    (step) => `- ${step.removed} fewer: ${escapeCell(stepText(step))}\n`,
  );
  const [head = [], ...rows] = cellsOf(columns, sortTypes(types, sort), region);
  const table =
    types.length === 0
      ? ''
      : `\n${tableRow(head)}|${columns.map(({ isNumber }) => (isNumber ? '--:' : '---')).join('|')}|\n${rows.map(tableRow).join('')}`;
  const costs = costLines(entry.costs).map((line) => `- ${escapeCell(line)}\n`);
  const warnings = warningsOf(candidates).map(({ text }) => `\n**Warning:** ${escapeCell(text)}\n`);
  return [
    `### ${escapeCell(pool.name)} in ${escapeCell(targetsText(entry))}: ${plural(types.length, 'instance type')}\n\n`,
    `- ${listed} in ${escapeCell(regionText(entry))}\n`,
    ...steps,
    table,
    ...warnings,
    ...(costs.length === 0 ? [] : ['\n', ...costs]),
  ].join('');
}
