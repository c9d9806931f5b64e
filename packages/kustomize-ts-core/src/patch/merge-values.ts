/** How one or more keys identify the elements of a list (kyaml v0.21.2, walk/associative_sequence.go). */

/**
 * Unites key values that can denote one element: with at least one in common, and one of the two empty
 * wherever they differ, such as a port with a protocol and the same port without.
 */
export function uniteValues(valuesList: readonly (readonly string[])[]): (readonly string[])[] {
  const united = [...valuesList];
  // Indexed access: a row sees what earlier rows wrote, but compares with the values that it had at its start.
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
