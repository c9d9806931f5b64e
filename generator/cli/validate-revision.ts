import { withErrorsFirst } from '../check/errors-first.ts';
import { exitCodeOf } from '../diagnostics/diagnostic.ts';
import { emit } from '../emit/index.ts';
import { checkFleet, type PlannedFindings } from './check-fleet.ts';
import type { Context, Outcome } from './command.ts';
import type { Planned } from './plan-revisions.ts';
import { checkPlannedTree } from './planned-tree.ts';
import { countsOf } from './project.ts';

/** Checks what every cluster would get from the second revision of a plan, as an update of the first. */
export async function validateRevision(
  context: Context,
  revisions: Planned,
  planned?: PlannedFindings,
): Promise<Outcome> {
  const { after, base, texts } = revisions;
  const { fleet } = after;
  const tree = context.stage('emit', () => emit(fleet));
  const diagnostics = withErrorsFirst([
    ...checkPlannedTree(revisions, 'error'),
    ...(await checkFleet(context, {}, { fleet, tree, base, planned, delivered: texts })),
  ]);
  return { exitCode: exitCodeOf(diagnostics), diagnostics, result: countsOf(fleet, tree) };
}
