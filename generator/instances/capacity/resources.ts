/** Resource name to amount: cores, bytes, pods, devices. */
export type Resources = ReadonlyMap<string, number>;

/** What remains of each resource of a list; core, pkg/utils/resources/resources.go, Subtract: it may be negative. */
export function subtract(from: Resources, ...lists: readonly Resources[]): Map<string, number> {
  const out = new Map(from);
  for (const [name, amount] of from) {
    let rest = amount;
    for (const list of lists) rest = minus(rest, list.get(name) ?? 0);
    out.set(name, rest);
  }
  return out;
}

/** The difference of two amounts, of which the smaller unit is a billionth: exact as Kubernetes computes it. */
function minus(a: number, b: number): number {
  const difference = a - b;
  return Number.isInteger(a) && Number.isInteger(b) ? difference : Math.round(difference * 1e9) / 1e9;
}
