import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { type Column, columns } from '../report/instances/columns.ts';
import type { Options } from './command.ts';

/** What `--columns` and `--sort` request. */
export interface Table {
  columns: readonly Column[];
  sort: Column | undefined;
  /** Whether the user named the columns. */
  isChosen: boolean;
}

export function readTable(options: Options): Table | { problem: Diagnostic } {
  const names = typeof options.columns === 'string' ? options.columns.split(',') : undefined;
  const sort = typeof options.sort === 'string' ? options.sort : undefined;
  const found = (names ?? []).map((name) => columnOf(name));
  const wrong = names?.find((_name, at) => found[at] === undefined);
  if (wrong !== undefined) return { problem: unknownColumn('columns', wrong) };
  if (sort !== undefined && columnOf(sort) === undefined) return { problem: unknownColumn('sort', sort) };
  return {
    columns: names === undefined ? columns : found.filter((column) => column !== undefined),
    sort: sort === undefined ? undefined : columnOf(sort),
    isChosen: names !== undefined,
  };
}

function columnOf(name: string): Column | undefined {
  return columns.find((column) => column.name === name.trim());
}

function unknownColumn(option: string, name: string): Diagnostic {
  return {
    code: 'invalid-value',
    severity: 'error',
    message: `--${option} names an unknown column, ${name}`,
    help: didYouMean(
      name,
      columns.map((column) => column.name),
      'column',
    ),
  };
}
