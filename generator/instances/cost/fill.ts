import { fillOne, type OneLimit } from './fill-one.ts';

/** Instances of one type, as limits count them: what one costs an hour, and how much it uses of each limit. */
export interface Item {
  price: number;
  /** In the order of the limits. */
  uses: readonly number[];
}

/** A bound of what instances cost that fill limits. */
export interface Bound {
  dollarsPerHour: number;
  /** Whether instances can cost just that; otherwise they cost less than the upper, or more than the lower bound. */
  isExact: boolean;
}

/** What it costs to fill limits. */
export interface Filling {
  /** The least that instances cost to which no other can be added; nothing where not even one fits. */
  cheapest: Bound;
  /** The most that instances cost which together stay within the limits. */
  dearest: Bound;
}

/**
 * What instances cost that fill limits: any number of each type, as long as the sum of each resource stays within its limit.
 * Undefined where some type is not limited. Where one limit binds, both bounds are exact: an unbounded knapsack. Where several
 * do, the upper bound is the least of what each limit allows by itself, and the lower bound the least that exhausts one of
 * them for some type.
 */
export function fill(items: readonly Item[], limits: readonly number[]): Filling | undefined {
  const fitting = items.filter(({ uses }) => limits.every((limit, at) => (uses[at] ?? 0) <= limit));
  if (fitting.length === 0) return { cheapest: nothing, dearest: nothing };
  if (fitting.some(({ uses }) => uses.every((use) => use === 0))) return undefined;
  const binding = bindingLimits(fitting, limits);
  const alone = binding.map((at) => fillOne(usersOf(fitting, at), limits[at] ?? 0));
  const isExact = alone.length === 1 && alone.every((one) => one.isExact);
  return {
    cheapest: bound(lowest(fitting, binding, alone), isExact),
    dearest: bound(highest(fitting, binding, alone), isExact),
  };
}

const nothing: Bound = { dollarsPerHour: 0, isExact: true };

/** To a thousandth of a cent, which is finer than any price. */
export function roundDollars(dollars: number): number {
  return Math.round(dollars * 1e5) / 1e5;
}

function bound(dollars: number, isExact: boolean): Bound {
  return { dollarsPerHour: roundDollars(dollars), isExact };
}

/** The limits that can be reached before others. */
function bindingLimits(items: readonly Item[], limits: readonly number[]): number[] {
  let binding = limits.map((_limit, at) => at).filter((at) => items.some(({ uses }) => (uses[at] ?? 0) > 0));
  for (const at of binding) {
    const others = binding.filter((other) => other !== at);
    if (others.some((other) => leavesSlack(items, limits, other, at))) binding = others;
  }
  return binding;
}

/** Whether instances within one limit are always within another one. */
function leavesSlack(items: readonly Item[], limits: readonly number[], one: number, other: number): boolean {
  return items.every(({ uses }) => {
    const [used = 0, otherUsed = 0] = [uses[one], uses[other]];
    return used > 0 && otherUsed * (limits[one] ?? 0) <= (limits[other] ?? 0) * used;
  });
}

/** The types that use some of a limit, which is in `use`. */
function usersOf(items: readonly Item[], at: number): { price: number; use: number }[] {
  return items.flatMap(({ price, uses }) => {
    const use = uses[at] ?? 0;
    return use > 0 ? [{ price, use }] : [];
  });
}

/** The least of what limits allow that hold all types; where none does, what the types of each allow, together. */
function highest(items: readonly Item[], binding: readonly number[], alone: readonly OneLimit[]): number {
  const ofAll = binding.flatMap((at, index) =>
    items.every(({ uses }) => (uses[at] ?? 0) > 0) ? [alone[index]?.dearest ?? 0] : [],
  );
  return ofAll.length > 0 ? Math.min(...ofAll) : alone.reduce((sum, { dearest }) => sum + dearest, 0);
}

/** When no type fits any more, some limit is exhausted for each of them; the type for which that costs most decides. */
function lowest(items: readonly Item[], binding: readonly number[], alone: readonly OneLimit[]): number {
  const costs = items.map(({ uses }) =>
    Math.min(
      ...binding.flatMap((at, index) => {
        const use = uses[at] ?? 0;
        return use > 0 ? [alone[index]?.cheapestWithout(use) ?? 0] : [];
      }),
    ),
  );
  return Math.max(...costs);
}
