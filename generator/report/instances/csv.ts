import type { Column } from './columns.ts';
import type { InstancesEntry } from './entry.ts';
import { sortTypes } from './table.ts';

/** What pools can launch as RFC 4180 has it: a line for each type of each pool. */
export function instancesCsv(
  entries: readonly InstancesEntry[],
  columns: readonly Column[],
  sort: Column | undefined,
): string {
  const head = ['environments', 'clusters', 'pool', 'region', ...columns.map(({ name }) => name)];
  const rows = entries.flatMap(({ environments, clusters, pool, region, candidates }) =>
    sortTypes(candidates.types, sort).map((type) => [
      environments.join(' '),
      clusters.join(' '),
      pool.name,
      region,
      ...columns.map((column) => String(column.value(type) ?? '')),
    ]),
  );
  return [head, ...rows].map((cells) => `${cells.map(quoted).join(',')}\n`).join('');
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
