import { groupBy } from '../../diagnostics/group-by.ts';
import { jsonText } from '../../instances/objects/json-text.ts';
import { sortedNames } from '../../load/natural-order.ts';
import { withoutPlaces } from '../../plan/change.ts';
import type { PlanEntry } from '../../plan/entry.ts';
import type { InstancesChange } from '../../plan/instances-change.ts';

/** What changes of a pool's instance types and their cost in some clusters, which depends on their region. */
export interface InstancesVariant {
  clusters: readonly string[];
  change: InstancesChange;
}

/** What a change does to a pool, in all clusters of an environment where nothing but instance types and their cost differs. */
export type MergedEntry<Entry> = Omit<Entry, 'instances'> & { instances: InstancesVariant[] };

type Mergeable = Pick<PlanEntry, 'environment' | 'from' | 'clusters' | 'change' | 'instances' | 'nodes'> & {
  schedule?: unknown;
};

/** Entries of a plan, each pool once for clusters of several regions. */
export function mergeRegions<Entry extends Mergeable>(entries: readonly Entry[]): MergedEntry<Entry>[] {
  const groups = groupBy(entries, ({ environment, from, change, schedule, nodes }) =>
    jsonText([environment, from, withoutPlaces(change), schedule, nodes]),
  );
  return [...groups.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    return {
      ...first,
      clusters: sortedNames(same.flatMap(({ clusters }) => clusters)),
      instances: same.flatMap(({ clusters, instances }) =>
        instances ? [{ clusters, change: instances }] : [],
      ),
    };
  });
}
