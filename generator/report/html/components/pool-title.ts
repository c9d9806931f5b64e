import { placeOf } from '../../instances/entry.ts';
import type { InstancesEntryJson } from '../../instances/json.ts';

/** `general in dev, prod (2 clusters), us-east-1`. */
export function titleOf(entry: InstancesEntryJson): string {
  return `${entry.pool} in ${placeOf(entry)}, ${entry.region}`;
}
