import type { RevisionState } from '../../check/update/revision.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { createClusterValues } from './cluster-values.ts';
import { type Evidence, nameEvidence, regionEvidence, valueEvidence } from './foreign-evidence.ts';
import type { RunningState } from './state.ts';
import { unreadable } from './state-faults.ts';

/** The fleet on both sides of a change. */
export interface Sides {
  before: RevisionState;
  after: RevisionState;
}

/**
 * Gives the fault of a state that is another cluster's: by its NodePools, by what its objects have instead of variables, by names of
 * clusters in them, or by the region of its nodes. A state that fits either cluster is accepted.
 */
export function createForeignState(
  sides: Sides,
): (state: RunningState, cluster: string, help: string) => Diagnostic | undefined {
  const values = createClusterValues(sides);
  return (state, cluster, help) => {
    const evidence =
      poolEvidence(state, cluster, sides) ??
      valueEvidence(state, cluster, values) ??
      nameEvidence(state, cluster, values) ??
      regionEvidence(state, cluster, values);
    if (!evidence || evidence.isOwn) return undefined;
    const { diagnostics } = unreadable(
      state.source,
      `is not the state of ${cluster}: ${evidence.reason}`,
      help,
    );
    return diagnostics[0];
  };
}

/** None of its NodePools is one that git has for the cluster, before or after the change. */
function poolEvidence(
  { nodePools }: RunningState,
  cluster: string,
  { before, after }: Sides,
): Evidence | undefined {
  const pools = new Set(
    [before, after].flatMap((revision) =>
      [...revision.objectsOf(cluster).keys()].flatMap((name) =>
        name.startsWith('NodePool/') ? [name.slice('NodePool/'.length)] : [],
      ),
    ),
  );
  const names = [...nodePools.keys()];
  if (pools.size === 0 || names.some((name) => pools.has(name))) return undefined;
  return {
    isOwn: false,
    reason: `it has the NodePools ${names.join(', ')}, and git has ${[...pools].sort().join(', ')}`,
  };
}
