/** The longest run of digits that a name of Kubernetes can have. */
const LONGEST = 253;

/** Names in the order in which people count, `pool-2` before `pool-10`. */
export function sortedNames(names: Iterable<string>): string[] {
  return sortedByName(names, (name) => name);
}

/** What has a name, by these names in the order in which people count; in the given order where they are the same. */
export function sortedByName<One>(all: Iterable<One>, nameOf: (one: One) => string): One[] {
  return Array.from(all, (one) => {
    const name = nameOf(one);
    return { one, name, key: keyOf(name) };
  })
    .sort((a, b) => compare(a.key, b.key) || compare(a.name, b.name))
    .map(({ one }) => one);
}

/** A name that sorts by code units as the name does by its numbers. Intl.Collator takes milliseconds to be made. */
function keyOf(name: string): string {
  return name.replace(/\d+/g, (digits) => digits.padStart(LONGEST, '0'));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
