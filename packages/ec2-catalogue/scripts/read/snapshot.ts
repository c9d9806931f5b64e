import type { Archive } from '../download.ts';

/** What a type cost in a region when the snapshot was taken, with Linux. */
export interface SnapshotPrice {
  type: string;
  region: string;
  onDemand: number;
  spot?: { lowest: number; highest: number };
}

interface Row {
  instance_type: string;
  pricing: Record<string, { linux?: { ondemand?: string; spot_min?: string; spot_max?: string } }>;
}

/** The prices of the snapshot, those of regions alone. */
export async function snapshotPrices(
  snapshot: Archive,
  regions: readonly string[],
): Promise<readonly SnapshotPrice[]> {
  const rows = JSON.parse((await snapshot('*/data/instances.json')).toString()) as Row[];
  return rows.flatMap(({ instance_type: type, pricing }) =>
    regions.flatMap((region): SnapshotPrice[] => {
      const { ondemand, spot_min: lowest, spot_max: highest } = pricing[region]?.linux ?? {};
      const onDemand = Number(ondemand ?? 0);
      if (onDemand === 0) return [];
      const spot = { lowest: Number(lowest), highest: Number(highest) };
      return [{ type, region, onDemand, ...(lowest === undefined ? {} : { spot }) }];
    }),
  );
}
