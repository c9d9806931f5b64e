import type { Spent } from './meter.ts';

/** A table of Markdown: a row for each piece of work, with processor time and requests. */
export function spentTable(rows: readonly Spent[]): string {
  const programs = Object.keys(rows[0]?.cpu ?? {});
  const servers = Object.keys(rows[0]?.requests ?? {});
  return table(
    [
      '',
      'elapsed',
      ...programs.map((name) => `CPU of ${name}`),
      ...servers.map((name) => `requests to ${name}`),
    ],
    rows.map(({ what, seconds, cpu, requests }) => [
      what,
      `${seconds.toFixed(0)} s`,
      ...programs.map((name) => `${(cpu[name] ?? 0).toFixed(1)} s`),
      ...servers.map((name) => String(requests[name] ?? 0)),
    ]),
  );
}

/** A table of Markdown with the peak memory of each program in each column. */
export function peakTable(columns: Readonly<Record<string, Record<string, number>>>): string {
  const programs = [...new Set(Object.values(columns).flatMap((one) => Object.keys(one)))];
  return table(
    ['peak memory', ...Object.keys(columns)],
    programs.map((name) => [
      name,
      ...Object.values(columns).map((one) => (one[name] === undefined ? '' : `${one[name]} MiB`)),
    ]),
  );
}

/** A table of Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}
