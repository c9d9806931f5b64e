import { readData } from './data.ts';
import { familyOf } from './instance-type.ts';

/** How much more a region costs than us-east-1, and the family of which that is known. */
export interface Ratio {
  ratio: number;
  family: string;
}

/** The ratios of the regions. */
export interface Ratios {
  date: string;
  ratioOf(type: string, region: string): Ratio | undefined;
}

/** What `m8gd` consists of: the category, the generation and the letters behind it. */
interface Name {
  category: string;
  generation: number;
  options: string;
}

/** Reads `data/ratios.txt`: the header has the regions, a line a family and, for each region, ten thousandths or nothing. */
export function regionRatios(): Ratios {
  const { date, header, lines } = readData('ratios');
  const byFamily = new Map(lines.map((line) => line.split(' ') as [string, string]));
  const families = [...byFamily.keys()];
  const table = new Map(
    header.map((region, index) => {
      const known = families.flatMap((family): [string, number][] => {
        const text = byFamily.get(family)?.split(',')[index] ?? '';
        return text === '' ? [] : [[family, Number(text) / 10_000]];
      });
      return [region, new Map(known)];
    }),
  );
  const found = new Map<string, Ratio | undefined>();
  return {
    date,
    ratioOf: (type, region) => {
      const family = familyOf(type);
      const key = `${family} ${region}`;
      if (!found.has(key)) found.set(key, ratioIn(table.get(region) ?? new Map<string, number>(), family));
      return found.get(key);
    },
  };
}

/**
 * The ratio of a family in a region: its own, else that of the newest older family that is most like it, since a new
 * generation keeps the ratio of the one before in 95 of 100 cases: with the same letters, with a processor of the
 * same vendor, of the same category.
 */
export function ratioIn(region: ReadonlyMap<string, number>, family: string): Ratio | undefined {
  const own = region.get(family);
  if (own !== undefined) return { ratio: own, family };
  const name = nameOf(family);
  if (name === undefined) return undefined;
  const older = Array.from(region, ([other, ratio]) => ({ family: other, ratio, ...nameOf(other) })).filter(
    ({ category, generation }) => category === name.category && (generation ?? 0) < name.generation,
  );
  const alike: ((options: string) => boolean)[] = [
    (options) => options === name.options,
    (options) => vendorOf(options) === vendorOf(name.options),
    () => true,
  ];
  for (const isAlike of alike) {
    const candidates = older.filter(({ options }) => isAlike(options ?? ''));
    const newest = Math.max(...candidates.map(({ generation }) => generation ?? 0));
    const last = candidates
      .filter(({ generation }) => generation === newest)
      .sort((one, other) => one.ratio - other.ratio);
    const middle = last[last.length >> 1];
    if (middle !== undefined) return { ratio: middle.ratio, family: middle.family };
  }
  return undefined;
}

/** Undefined for a family that is not named as EC2's are. */
export function nameOf(family: string): Name | undefined {
  const [, category, generation, options = ''] = /^([a-z]+)(?:-\d+tb)?(\d+)([a-z-]*)/.exec(family) ?? [];
  return category === undefined ? undefined : { category, generation: Number(generation), options };
}

/** The letter of the processor's vendor: `a` AMD, `g` Graviton; Intel's is left out or `i`. */
function vendorOf(options: string): string {
  const [first = ''] = options;
  return first === 'a' || first === 'g' ? first : 'i';
}
