import type { Price } from '@poolwright/ec2-catalogue';
import { typesIn } from '../../../instances/candidates/index.ts';
import type { PriceOf } from '../../../instances/cost/price-file.ts';

/** The instance types that Karpenter lists in some regions, by column: a row for each type. */
export interface TypeTable {
  names: string[];
  archs: string[];
  vcpus: number[];
  memoryGib: number[];
  /** By region, dollars an hour on demand; null where the region does not list the type, or no source has its price. */
  prices: Record<string, (number | null)[]>;
}

/** All types of some regions, beside which a page shows those that a pool can launch. */
export function typeTable(regions: Iterable<string>, priceOf: PriceOf): TypeTable {
  const listed = new Map(Array.from(regions, (region) => [region, typesIn(region)]));
  const types = [
    ...new Map([...listed.values()].flatMap((all) => all.map((one) => [one.type.name, one]))).values(),
  ];
  return {
    names: types.map(({ type }) => type.name),
    archs: types.map(({ labels }) => labels.get('kubernetes.io/arch') ?? ''),
    vcpus: types.map(({ type }) => type.vcpus),
    memoryGib: types.map(({ type }) => type.memoryMib / 1024),
    prices: Object.fromEntries(
      Array.from(listed, ([region, all]) => {
        const names = new Set(all.map(({ type }) => type.name));
        return [
          region,
          types.map(({ type }) => (names.has(type.name) ? dollarsOf(priceOf(type.name, region)) : null)),
        ];
      }),
    ),
  };
}

function dollarsOf(price: Price): number | null {
  return price.kind === 'unknown' ? null : price.dollarsPerHour;
}
