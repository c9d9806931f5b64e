import { type Cache, memoryFileSystem } from '@kustomize-ts/core';
import type { Crds } from '../check/crd/crds.ts';
import { openRevision, type RevisionState } from '../check/update/revision.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Fleet } from '../load/index.ts';
import { findingsOf } from '../plan/findings.ts';
import { makePlan, type Plan } from '../plan/plan.ts';

/** A fleet and its generated tree, against what clusters have. */
export interface FleetChange {
  before: RevisionState;
  fleet: Fleet;
  /** The text of each generated file. */
  files: ReadonlyMap<string, string>;
  /** The day from which on budgets count, in the form `YYYY-MM-DD`. */
  today: string;
  /** The environments whose files differ; all may without it. */
  changed?: ReadonlySet<string> | undefined;
  crds: Crds;
  /** Files that were parsed already; none without it. */
  cache?: Cache;
}

/** What a change of the fleet does to running nodes. */
export function planChange({ before, fleet, files: texts, today, changed, crds, cache }: FleetChange): Plan {
  const files = memoryFileSystem(Object.fromEntries(texts));
  return makePlan({
    before,
    after: openRevision({ fleet, files, root: '/', name: 'now', cache }),
    crds,
    at: Date.parse(today),
    isWanted: (_cluster, environments) =>
      changed === undefined || environments.some((name) => changed.has(name)),
  });
}

/** The same as findings. */
export function changeFindings(change: FleetChange): Diagnostic[] {
  return findingsOf(planChange(change), { before: change.before.fleet, after: change.fleet });
}
