import { createColors } from '../colors.ts';
import { alignedRows } from '../instances/table.ts';
import { placeText, targetsText } from '../scope.ts';
import { costText, type FitEntry, groupText, isUnschedulable, nodesText, type PlacedFit } from './entry.ts';
import { columns, rowsOf } from './rows.ts';

/** Where workloads run, for people. */
export function fitText(entries: readonly FitEntry[], color: boolean): string {
  const parts = entries.map((entry) => entryLines(entry, color).join('\n'));
  const legend = `${legendText(entries)}\n`;
  return `${[...parts, legend].join('\n\n')}`;
}

function entryLines(entry: FitEntry, color: boolean): string[] {
  const { region, groups, notes } = entry;
  const assumed = region.from === 'assumed' ? ', since nothing names a region' : '';
  const colors = createColors(color);
  return [
    `${colors.bold(targetsText(entry))} in ${region.name}${assumed}`,
    ...notes.map((note) => `${colors.yellow('note')}: ${note}`),
    ...groups.flatMap((fit) => ['', ...groupLines(fit, color)]),
  ];
}

function groupLines(fit: PlacedFit, color: boolean): string[] {
  const colors = createColors(color);
  const at = fit.at === undefined ? '' : ` (${placeText(fit.at)})`;
  const rows = rowsOf(fit);
  const cells = rows.flatMap((row) => ('cells' in row ? [row.cells] : []));
  const width = Math.max(
    ...[...fit.pools.map(({ pool }) => pool), ...cells.map(([pool = '']) => pool)].map((one) => one.length),
  );
  const table = alignedRows(cells.length > 0 ? [columns, ...cells] : [], [{ least: width }]).map(
    (line, index) => (index === 0 ? colors.dim(`  ${line}`) : `  ${line}`),
  );
  const reasons = rows.flatMap((row) =>
    'cells' in row ? [] : [`  ${row.pool.padEnd(width)}  ${colors.dim('no:')} ${row.reason}`],
  );
  return [colors.bold(groupText(fit)) + at, ...table, ...reasons, resultLine(fit, color)];
}

/** What Karpenter does with the pods as all pools are. */
function resultLine(fit: PlacedFit, color: boolean): string {
  const colors = createColors(color);
  if (isUnschedulable(fit)) {
    const all = fit.pending === fit.group.replicas;
    return `  ${colors.red('pending')}: ${all ? 'no pool takes these pods' : `${fit.pending} of ${fit.group.replicas} pods find no node`}`;
  }
  if (fit.plan.length === 0) return `  ${colors.green('ok')}: no node is launched for them`;
  const pools = [...new Set(fit.plan.map(({ pool }) => pool))];
  const text = pools.map((pool) => `${nodesText(fit.plan.filter((one) => one.pool === pool))} of ${pool}`);
  return `  ${colors.green('ok')}: Karpenter launches ${text.join(' and ')} (${costText(fit.plan)} $/h)`;
}

function legendText(entries: readonly FitEntry[]): string {
  const isEstimated = entries.some(({ prices }) => prices === 'estimated');
  const isUnknown = entries.some(({ groups }) => groups.some(({ plan }) => costText(plan) === '?'));
  return [
    'Each workload alone, on new nodes that also run the DaemonSets of the workloads.',
    `ONE POD: what Karpenter launches for one; ALL PODS: what the pool launches for all of them; UNUSED: of those nodes; $/H: on demand${isEstimated ? ', outside us-east-1 estimated' : ''}${isUnknown ? '; ?: unknown' : ''}`,
  ].join('\n');
}
