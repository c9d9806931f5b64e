import type { InstancesEntryJson } from '../../instances/json.ts';
import type { TypeTable } from './instances.ts';
import type { PricedType } from './plot.ts';

/** The types of a region that have a price, and which of them a pool can launch. */
export function pricedTypes({ region, types }: InstancesEntryJson, table: TypeTable): PricedType[] {
  const candidates = new Map(types.map((type) => [type.name, type]));
  const prices = table.prices[region] ?? [];
  return table.names.flatMap((name, row): PricedType[] => {
    const dollarsPerHour = prices[row] ?? null;
    if (dollarsPerHour === null) return [];
    return [
      {
        name,
        arch: table.archs[row] ?? '',
        vcpus: table.vcpus[row] ?? 0,
        memoryGib: table.memoryGib[row] ?? 0,
        dollarsPerHour,
        isEstimated: candidates.get(name)?.price.kind === 'estimated',
        isCandidate: candidates.has(name),
      },
    ];
  });
}
