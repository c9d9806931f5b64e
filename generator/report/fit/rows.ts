import type { PoolFit } from '../../instances/fit/assess.ts';
import { costText, nodesText, type PlacedFit, reasonText, unusedText } from './entry.ts';

export const columns: readonly string[] = [
  'POOL',
  'TYPES',
  'ONE POD',
  'PODS/NODE',
  'ALL PODS',
  'UNUSED',
  '$/H',
];

/** A row of a group's table: cells, or a pool and why it takes no pod. */
export type Row = { cells: readonly string[] } | { pool: string; reason: string };

/** A row for each pool, in the order in which Karpenter tries them; those that take no pod last. */
export function rowsOf({ pools }: PlacedFit): Row[] {
  const rows = pools.map(rowOf);
  return [...rows.filter((row) => 'cells' in row), ...rows.filter((row) => !('cells' in row))];
}

function rowOf(fit: PoolFit): Row {
  if (fit.kind === 'misfit') return { pool: fit.pool, reason: reasonText(fit) };
  if (fit.kind === 'unknown')
    return { pool: fit.pool, reason: 'unknown: it names an instance type that the catalogue does not have' };
  const left = fit.pending === 0 ? '' : `, ${fit.pending} pending`;
  return {
    cells: [
      fit.isStatic ? `${fit.pool} (static)` : fit.pool,
      `${fit.types} of ${fit.launchable}`,
      fit.cheapest.type,
      String(fit.podsPerNode),
      `${nodesText(fit.nodes)}${left}`,
      unusedText(fit),
      costText(fit.nodes),
    ],
  };
}
