import type { Candidate } from '../../instances/candidates/index.ts';
import { type Column, dispensable } from './columns.ts';

/** The cells of a table, its head first. */
export function cellsOf(columns: readonly Column[], types: readonly Candidate[], region: string): string[][] {
  return [
    columns.map(({ title }) => title),
    ...types.map((type) => columns.map((column) => column.text(type, region))),
  ];
}

/** How a column is laid out. */
interface Layout {
  /** Numbers are at the right of their column. */
  isNumber?: boolean;
  /** The least that its cells take, in characters. */
  least?: number;
}

/** Lines of a table for people, columns as wide as their widest cell. */
export function alignedRows(
  rows: readonly (readonly string[])[],
  columns: readonly (Layout | undefined)[],
): string[] {
  const [head = []] = rows;
  const widths = head.map((_cell, at) =>
    Math.max(columns[at]?.least ?? 0, ...rows.map((row) => row[at]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, at) => {
        const width = widths[at] ?? 0;
        return columns[at]?.isNumber ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd(),
  );
}

/** The columns without those of which no type has anything, and then without dispensable ones until the table fits. */
export function fittingColumns(
  columns: readonly Column[],
  types: readonly Candidate[],
  region: string,
  width: number,
): Column[] {
  let shown = columns.filter((column) => types.some((type) => column.text(type, region) !== ''));
  for (const name of dispensable) {
    const lines = alignedRows(cellsOf(shown, types, region), shown);
    if (Math.max(...lines.map((line) => line.length)) <= width) break;
    shown = shown.filter((column) => column.name !== name);
  }
  return shown;
}

/** The types by the value of a column, unknown ones last; as Karpenter tries them without a column. */
export function sortTypes(types: readonly Candidate[], by: Column | undefined): readonly Candidate[] {
  if (by === undefined) return types;
  return types.toSorted((a, b) => {
    const [one, other] = [by.value(a), by.value(b)];
    if (one === other) return 0;
    if (one === undefined || other === undefined) return one === undefined ? 1 : -1;
    return one < other ? -1 : 1;
  });
}
