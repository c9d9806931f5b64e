import type { InstancesEntryJson } from '../../instances/json.ts';
import { targetsText } from '../../scope.ts';

/** `general in dev, prod (2 clusters), us-east-1`. */
export function titleOf(entry: InstancesEntryJson): string {
  return `${entry.pool} in ${targetsText(entry)}, ${entry.region}`;
}
