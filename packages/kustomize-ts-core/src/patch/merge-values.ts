/** How elements of a list are distinguished by one or more keys (kyaml v0.21.2, walk/associative_sequence.go). */

/**
 * Unites key values that can mean one element: with at least one in common, and where they differ one
 * of them empty, as a port that has a protocol and the same one without.
 */
export function uniteValues(valuesList: readonly (readonly string[])[]): (readonly string[])[] {
  const united = [...valuesList];
  // Indexed access: a row reads what earlier rows have written, but compares with its own values as it found them.
  for (let i = 0; i < united.length; i++) {
    const values = united[i] ?? [];
    for (let j = 0; j < united.length; j++) {
      const both = unite(values, united[j] ?? []);
      if (both !== undefined) {
        united[i] = both;
        united[j] = both;
      }
    }
  }
  return united;
}

function unite(a: readonly string[], b: readonly string[]): readonly string[] | undefined {
  let hasCommon = false;
  for (const [index, value] of a.entries()) {
    if (value === b[index]) hasCommon = true;
    else if (value !== '' && b[index] !== '') return undefined;
  }
  return hasCommon ? a.map((value, index) => value || (b[index] ?? '')) : undefined;
}

/** The keys that have a value anywhere in the list; all of them when none has. */
export function usedKeys(
  valuesList: readonly (readonly string[])[],
  keys: readonly string[],
): readonly string[] {
  const used = keys.filter((_, index) => valuesList.some((values) => values[index] !== ''));
  return used.length === 0 ? keys : used;
}

/** The values of the used keys. */
export function valuesOfKeys(
  values: readonly string[],
  keys: readonly string[],
  used: readonly string[],
): readonly string[] {
  return used === keys ? values : values.filter((_, index) => used.includes(keys[index] ?? ''));
}
