import { familyOf } from '../../src/instance-type.ts';
import { digits } from '../../src/offerings.ts';

/** The types that each zone of a region offers; undefined where that is unknown. */
export type Offered = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>> | undefined>;

/** The header of `data/offerings.txt`: the regions, those with zones first. */
export function offeringsHeader(offered: Offered): string {
  return byZones(offered)
    .map(([region, zones]) => (zones === undefined ? region : `${region}:${[...zones.keys()].join(',')}`))
    .join(' ');
}

/** The lines of `data/offerings.txt`: a line for each family. */
export function offeringLines(offered: Offered, types: readonly string[]): string[] {
  const families = new Map<string, Map<string, string[]>>();
  for (const type of types) {
    const family = familyOf(type);
    const bySet = families.get(family) ?? new Map<string, string[]>();
    families.set(family, bySet);
    const sets = setsOf(offered, type);
    bySet.set(sets, [...(bySet.get(sets) ?? []), type.slice(family.length + 1)]);
  }
  return Array.from(families, ([family, bySet]) =>
    [family, ...Array.from(bySet, ([sets, sizes]) => `${sets} ${sizes.join(',')}`)].join(' '),
  );
}

function setsOf(offered: Offered, type: string): string {
  return byZones(offered)
    .flatMap(([region, zones]) => {
      if (zones === undefined) return [];
      if (zones.size > 6) throw new Error(`${region} has ${zones.size} zones, of which a digit holds 6`);
      const set = [...zones.values()].reduce((sum, each, bit) => sum + (each.has(type) ? 1 << bit : 0), 0);
      return [digits[set] ?? ''];
    })
    .join('');
}

function byZones(
  offered: Offered,
): (readonly [string, ReadonlyMap<string, ReadonlySet<string>> | undefined])[] {
  const regions = [...offered];
  return [
    ...regions.filter(([, zones]) => zones !== undefined),
    ...regions.filter(([, zones]) => zones === undefined),
  ];
}
