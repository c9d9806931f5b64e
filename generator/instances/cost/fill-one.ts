/** What fills one limit. */
export interface OneLimit {
  /** The most that instances cost within the limit. */
  dearest: number;
  /** The least that instances cost within the limit, of which less than so much is left. */
  cheapestWithout(use: number): number;
  isExact: boolean;
}

/** Instances of one type: what one costs, and how much of the limit it uses. */
interface User {
  price: number;
  use: number;
}

/** The most steps that a limit is divided into for an exact result. */
const mostSteps = 50_000;

/** Fills one limit with any number of each type. Every use is a positive integer. */
export function fillOne(users: readonly User[], limit: number): OneLimit {
  const step = users.reduce((divisor, { use }) => commonDivisor(divisor, use), 0);
  const steps = Math.floor(limit / step);
  return steps > mostSteps ? byShare(users, limit) : byStep(users, step, steps);
}

/** For limits of very many instances: as if instances could be divided. */
function byShare(users: readonly User[], limit: number): OneLimit {
  const shares = users.map(({ price, use }) => price / use);
  return {
    dearest: limit * Math.max(...shares),
    cheapestWithout: (use) => (limit - use) * Math.min(...shares),
    isExact: false,
  };
}

function byStep(users: readonly User[], step: number, steps: number): OneLimit {
  const most = dearestBySteps(
    pick(users, step, (a, b) => a > b),
    steps,
  );
  const least = cheapestBySteps(
    pick(users, step, (a, b) => a < b),
    steps,
  );
  return {
    dearest: most,
    cheapestWithout: (use) => Math.min(...least.slice(Math.max(steps - use / step + 1, 0))),
    isExact: true,
  };
}

/** The price used for types that use the same number of steps. */
function pick(
  users: readonly User[],
  step: number,
  isBetter: (price: number, than: number) => boolean,
): [steps: number, price: number][] {
  const prices = new Map<number, number>();
  for (const { price, use } of users) {
    const known = prices.get(use / step);
    if (known === undefined || isBetter(price, known)) prices.set(use / step, price);
  }
  return [...prices];
}

function dearestBySteps(users: readonly [steps: number, price: number][], steps: number): number {
  const most = new Float64Array(steps + 1);
  for (let at = 1; at <= steps; at++) {
    let best = most[at - 1] ?? 0;
    for (const [use, price] of users) if (use <= at) best = Math.max(best, (most[at - use] ?? 0) + price);
    most[at] = best;
  }
  return most[steps] ?? 0;
}

/** The lowest cost of using exactly each number of steps. */
function cheapestBySteps(users: readonly [steps: number, price: number][], steps: number): Float64Array {
  const least = new Float64Array(steps + 1).fill(Number.POSITIVE_INFINITY);
  least[0] = 0;
  for (let at = 1; at <= steps; at++)
    for (const [use, price] of users)
      if (use <= at) least[at] = Math.min(least[at] ?? 0, (least[at - use] ?? 0) + price);
  return least;
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
