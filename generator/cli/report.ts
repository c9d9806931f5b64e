import { type Diagnostic, exitCodeOf } from '../diagnostics/diagnostic.ts';
import { instancesJson } from '../report/instances/json.ts';
import { planJson } from '../report/plan/json.ts';
import { sentenceOf } from '../report/plan/summary.ts';
import type { PlannedFindings } from './check-fleet.ts';
import type { Context, Options, Outcome } from './command.ts';
import { listNamed } from './list-instances.ts';
import { readPlanRequest } from './plan-options.ts';
import {
  failOnText,
  type OpenedChange,
  openChange,
  type PlannedChange,
  planOpened,
} from './planned-change.ts';
import { openProject } from './project.ts';
import { openIfReadable, reportWithoutPlan } from './report-without-plan.ts';
import { validateDisk } from './validate-fleet.ts';
import { validateRevision } from './validate-revision.ts';
import { withPage } from './with-page.ts';

/** Writes a page with the results of validate, plan and instances for the fleet; `COMMANDS.report.writes` names its file. */
export async function run(context: Context, options: Options, positionals: string[]): Promise<Outcome> {
  const request = readPlanRequest(options, positionals);
  if ('problem' in request) return failed(context, [request.problem]);
  if (request.range !== undefined) return reportRevisions(context, options, positionals);
  const project = openProject(context);
  if (!project.fleet) return failed(context, project.diagnostics);
  const opened = await openIfReadable(context, options, positionals, project);
  const { karpenter, kubernetes, base } = options;
  const { outcome: validated, fleet } = await validateDisk(
    context,
    { karpenter, kubernetes, base },
    { project, planned: 'request' in opened ? findingsOf(opened) : undefined },
  );
  if (!fleet) return withPage(context, validated);
  if ('request' in opened) return reportChange(context, options, planOpened(context, opened), validated);
  if ('failure' in opened) return failed(context, [...validated.diagnostics, ...opened.failure.diagnostics]);
  return reportWithoutPlan(context, options, { request, fleet, positionals, ...opened }, validated);
}

async function reportRevisions(
  context: Context,
  options: Options,
  positionals: readonly string[],
): Promise<Outcome> {
  const opened = await openChange(context, options, positionals, { command: 'report' });
  if ('failure' in opened) return withPage(context, opened.failure);
  const validated = await validateRevision(context, opened.planned, findingsOf(opened));
  return reportChange(context, options, planOpened(context, opened), validated);
}

/** The findings of the plan, for the check of the same change. An upgrade that only an option names is not the check's. */
function findingsOf({ planned, input, plans }: OpenedChange): PlannedFindings | undefined {
  if (input.asksKubernetes) return undefined;
  return { commit: planned.base.commit, fleet: planned.before.fleet, findings: plans.findings };
}

/** A page of what is validated, planned and can be launched. */
function reportChange(
  context: Context,
  options: Options,
  planned: PlannedChange,
  validated: Outcome,
): Outcome {
  const { plan, upgrades, request, content, priceOf, planned: revisions } = planned;
  const instances = listNamed(context, revisions.after.fleet, priceOf, request.names);
  const diagnostics = [...validated.diagnostics, ...planned.diagnostics];
  const failure = failOnText(planned, options);
  return withPage(
    context,
    {
      exitCode: exitCodeOf(diagnostics) || (failure === undefined ? 0 : 1),
      diagnostics,
      summary: [sentenceOf(plan, upgrades), ...(failure === undefined ? [] : [failure])].join('\n'),
      ...(content.textOf ? { textOf: content.textOf } : {}),
      result: {
        ...validated.result,
        plan: planJson(plan, upgrades),
        instances: instancesJson(instances, undefined),
      },
    },
    { ...content, isValidated: true, instances: { entries: instances, priceOf } },
  );
}

function failed(context: Context, diagnostics: Diagnostic[]): Outcome {
  return withPage(context, { exitCode: 2, diagnostics, result: {} });
}
