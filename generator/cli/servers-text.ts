import type { ServerResult } from '../external/server/validate-on-servers.ts';
import { printable } from '../report/printable.ts';
import { plural } from '../report/scope.ts';

/** The results of servers for a fleet: a sentence for one, a table for several. */
export function serversText(results: readonly ServerResult[]): string {
  const [only, ...others] = results;
  if (only && others.length === 0) return sentence(only);
  const rows = results.map(({ context, cluster = 'all', status, objects, rejected, agreed, seconds }) => [
    context || '(current)',
    cluster,
    status === 'rejected' ? `rejected ${rejected}` : status,
    status === 'accepted' || status === 'rejected' ? String(objects) : '-',
    agreed < objects ? `disagrees on ${objects - agreed}` : '',
    seconds.toFixed(1),
  ]);
  const table = [['context', 'cluster', 'result', 'objects', '', 'seconds'], ...rows];
  const used = [0, 1, 2, 3, 4, 5].filter((i) => table.some((row) => row[i] !== ''));
  const widths = used.map((i) => Math.max(...table.map((row) => row[i]?.length ?? 0)));
  return table
    .map((row) =>
      used
        .map((i, n) => (row[i] ?? '').padEnd(widths[n] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .map(printable)
    .join('\n');
}

function sentence({ context, objects, agreed, error }: ServerResult): string {
  if (error !== undefined)
    return context === '' ? 'no server validated any object' : `the server ${context} validated no object`;
  const result = agreed === objects ? 'it agrees with Poolwright' : `it disagrees on ${objects - agreed}`;
  return `the server ${context} validated ${plural(objects, 'object')} in a dry run: ${result}`;
}
