import { memoryFileSystem } from '@kustomize-ts/core';
import { openRevision, type RevisionState } from '../check/update/revision.ts';
import { openCrds } from '../crds/karpenter.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Tree } from '../emit/index.ts';
import type { Fleet } from '../load/index.ts';
import { planFindings } from '../plan/findings.ts';
import { makePlan } from '../plan/plan.ts';

/**
 * What a change of the fleet does to running nodes, as findings.
 * @param changed the environments whose files differ; all may without it
 * @param today as `YYYY-MM-DD`
 */
export function findChanges(
  fleet: Fleet,
  tree: Tree,
  before: RevisionState,
  changed: ReadonlySet<string> | undefined,
  today: string,
): Diagnostic[] {
  const after = openRevision({
    fleet,
    files: memoryFileSystem(Object.fromEntries(tree.files)),
    root: '/',
    name: 'now',
  });
  const plan = makePlan({
    before,
    after,
    crds: openCrds(),
    // By the day, as the cache of results.
    at: Date.parse(today),
    isWanted: (_cluster, environments) =>
      changed === undefined || environments.some((name) => changed.has(name)),
  });
  return planFindings(
    plan,
    { ...before.fleet.spec.environments, ...fleet.spec.environments },
    (environment) => fleet.sources.locate(['environments', environment], 'key'),
  );
}
