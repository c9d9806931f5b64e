import { sortedNames } from '../../load/natural-order.ts';
import { byEffect, EFFECTS, type Effect } from '../../plan/change.ts';
import type { PlanJson } from '../plan/json.ts';
import { alike } from '../plan/lines.ts';
import { type MergedEntry, mergeRegions } from '../plan/regions.ts';
import type { EnvironmentModel, FleetModel } from './model.ts';

type Entry = MergedEntry<PlanJson['entries'][number]>;

/** Environments to whose pools a plan does the same. */
export interface MatrixRow {
  environments: string[];
  /** Their clusters, with those that leave. */
  clusters: string[];
  /** One for each pool, in order. */
  cells: MatrixCell[];
}

/** What happens to a pool in some environments. */
export interface MatrixCell {
  pool: string;
  /** The worst effect; `unchanged` where nothing of the pool changes, `absent` where the environments do not have it. */
  effect: Effect | 'unchanged' | 'absent';
  /** How many clusters it changes in. */
  clusters: number;
  /** The changes, each with all clusters that it is the same in. */
  entries: Entry[];
}

/** The pools of a matrix, those that leave the fleet among them, by name. */
export function matrixPools(fleet: FleetModel, { entries }: PlanJson): string[] {
  return sortedNames(new Set([...fleet.pools, ...entries.map(({ change }) => change.pool)]));
}

/** The rows of a matrix: those with the worst effects first, each in the fleet's order. */
export function matrixRows(fleet: FleetModel, plan: PlanJson): MatrixRow[] {
  const pools = matrixPools(fleet, plan);
  const entries = new Map<string, Entry[]>(fleet.environments.map(({ name }) => [name, []]));
  for (const entry of mergeRegions(plan.entries))
    entries.set(entry.environment, [...(entries.get(entry.environment) ?? []), entry]);
  const declared = new Map(fleet.environments.map((environment) => [environment.name, environment]));
  const rows = Array.from(entries, ([name, own]) =>
    rowOf(declared.get(name) ?? { name, clusters: [], pools: [] }, own, pools),
  );
  return alike(rows, sameOf)
    .flatMap((same) => merged(same) ?? [])
    .toSorted((a, b) => rankOf(a) - rankOf(b));
}

/** The filter of a matrix; an empty text matches everything. */
export interface MatrixFilter {
  /** Part of the name of an environment or a cluster. */
  place: string;
  /** Part of the name of a pool. */
  pool: string;
  /** Whether rows in which nothing changes are left out. */
  isChangedOnly: boolean;
}

/** A row with the cells of the pools that a reader looks for; undefined for one in which nothing is to be found. */
export function filterRow(row: MatrixRow, filter: MatrixFilter): MatrixRow | undefined {
  const { environments, clusters } = row;
  if (![...environments, ...clusters].some((name) => isNamed(name, filter.place))) return undefined;
  const cells = row.cells.filter(({ pool }) => isNamed(pool, filter.pool));
  const isThere = filter.pool === '' || cells.some(({ effect }) => effect !== 'absent');
  return isThere && (!filter.isChangedOnly || cells.some(isChanged)) ? { ...row, cells } : undefined;
}

/** Whether a name has a text that a reader typed; names of Kubernetes are in lower case. */
export function isNamed(name: string, text: string): boolean {
  return name.includes(text.trim().toLowerCase());
}

function isChanged({ effect }: MatrixCell): boolean {
  return effect !== 'unchanged' && effect !== 'absent';
}

function rowOf(
  environment: EnvironmentModel,
  entries: readonly Entry[],
  pools: readonly string[],
): MatrixRow {
  const cells = pools.map((pool): MatrixCell => {
    const own = entries
      .filter(({ change }) => change.pool === pool)
      .toSorted((a, b) => byEffect(a.change, b.change));
    const same = environment.pools.includes(pool) ? 'unchanged' : 'absent';
    return {
      pool,
      effect: own[0]?.change.effect ?? same,
      clusters: new Set(own.flatMap(({ clusters }) => clusters)).size,
      entries: own,
    };
  });
  const clusters = new Set([...environment.clusters, ...entries.flatMap((entry) => entry.clusters)]);
  return { environments: [environment.name], clusters: [...clusters], cells };
}

/** What rows must have in common to be merged. */
function sameOf({ clusters, cells }: MatrixRow): unknown {
  return cells.map((cell) => [
    cell.effect,
    cell.clusters === clusters.length,
    cell.entries.map(({ environment: _, clusters: own, instances: __, ...entry }) => [
      entry,
      own.length === clusters.length,
    ]),
  ]);
}

/** One row of rows that have the same changes in the same order. */
function merged(rows: readonly MatrixRow[]): MatrixRow | undefined {
  const [first] = rows;
  if (!first || rows.length === 1) return first;
  return {
    environments: rows.flatMap(({ environments }) => environments),
    clusters: rows.flatMap(({ clusters }) => clusters),
    cells: first.cells.map((cell, i) => ({
      ...cell,
      clusters: sum(rows.map(({ cells }) => cells[i]?.clusters ?? 0)),
      entries: cell.entries.map((entry, j) => ({
        ...entry,
        clusters: rows.flatMap(({ cells }) => cells[i]?.entries[j]?.clusters ?? []),
        instances: rows.flatMap(({ cells }) => cells[i]?.entries[j]?.instances ?? []),
      })),
    })),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

const RANKS: readonly MatrixCell['effect'][] = [...EFFECTS, 'unchanged', 'absent'];

/** The worst effect of a row's cells. */
function rankOf({ cells }: MatrixRow): number {
  return Math.min(...cells.map(({ effect }) => RANKS.indexOf(effect)));
}
