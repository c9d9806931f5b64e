import { createColors } from '../colors.ts';
import { plural, targetsText } from '../scope.ts';
import type { Column } from './columns.ts';
import { costLines } from './costs.ts';
import { type InstancesEntry, regionText, shownSteps, stepText, warningsOf } from './entry.ts';
import { alignedRows, cellsOf, fittingColumns, sortTypes } from './table.ts';

export interface InstancesTextOptions {
  columns: readonly Column[];
  sort: Column | undefined;
  /** Whether the user named the columns, which are then shown however wide. */
  isChosen: boolean;
  /** Of the terminal; Infinity without one. */
  width: number;
  color: boolean;
}

/** What pools can launch, for people. */
export function instancesText(entries: readonly InstancesEntry[], options: InstancesTextOptions): string {
  const parts = entries.map((entry) => entryLines(entry, options).join('\n'));
  return `${[...parts, legend(entries)].filter(Boolean).join('\n\n')}\n`;
}

function entryLines(
  entry: InstancesEntry,
  { columns, sort, isChosen, width, color }: InstancesTextOptions,
): string[] {
  const colors = createColors(color);
  const { candidates, pool, region } = entry;
  const { types, listed } = candidates;
  const title = `${colors.bold(pool.name)} in ${targetsText(entry)}: ${colors.bold(plural(types.length, 'instance type'))}`;
  const steps = shownSteps(candidates);
  const digits = String(listed).length + 1;
  const funnel = [
    `  ${String(listed).padStart(digits)}  in ${regionText(entry)}`,
    ...steps.map(
      (step) => `  ${(step.removed === 0 ? '0' : `-${step.removed}`).padStart(digits)}  ${stepText(step)}`,
    ),
  ];
  const warnings = warningsOf(candidates).map(({ text }) => `${colors.yellow('warning')}: ${text}`);
  const costs = costLines(entry.costs);
  if (types.length === 0) return [title, ...funnel, ...warnings, ...costs];
  const sorted = sortTypes(types, sort);
  const shown = isChosen ? columns : fittingColumns(columns, sorted, region, width);
  const [head = '', ...rows] = alignedRows(cellsOf(shown, sorted, region), shown);
  return [
    title,
    ...funnel,
    '',
    colors.dim(head),
    ...rows,
    ...(warnings.length > 0 ? ['', ...warnings] : []),
    ...(costs.length > 0 ? ['', ...costs] : []),
  ];
}

/** The legend of price marks, and the dates of prices. */
function legend(entries: readonly InstancesEntry[]): string {
  const types = entries.flatMap(({ candidates }) => candidates.types);
  if (types.length === 0) return '';
  const prices = types.map(({ price }) => price);
  const dated = prices.find((price) => price.kind === 'exact' || price.kind === 'estimated');
  const spot = types.find((type) => type.spot !== undefined)?.spot;
  const parts = [
    'POD: what a node has for pods, including DaemonSets',
    ...(dated === undefined ? [] : [`$/H: on demand, Linux, of ${dated.date}`]),
    ...(prices.some(({ kind }) => kind === 'estimated') ? ['~: estimated from the price in us-east-1'] : []),
    ...(prices.some(({ kind }) => kind === 'unknown') ? ['?: unknown'] : []),
    ...(spot === undefined ? [] : [`SPOT: lowest and highest of ${spot.date}`]),
  ];
  return parts.join('; ');
}
