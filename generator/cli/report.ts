import { type Diagnostic, exitCodeOf } from '../diagnostics/diagnostic.ts';
import { isGitError, isWithoutGit } from '../git/error.ts';
import type { PriceOf } from '../instances/cost/price-file.ts';
import type { Fleet } from '../load/index.ts';
import type { InstancesEntry } from '../report/instances/entry.ts';
import { instancesJson } from '../report/instances/json.ts';
import { planJson } from '../report/plan/json.ts';
import { sentenceOf } from '../report/plan/summary.ts';
import type { Context, Options, Outcome } from './command.ts';
import { listInstances } from './list-instances.ts';
import { type PlanRequest, readPlanRequest } from './plan-options.ts';
import { failOnText, type PlannedChange, planRequested } from './planned-change.ts';
import { readPrices } from './prices.ts';
import { validateDisk } from './validate-fleet.ts';
import { validateRevision } from './validate-revision.ts';
import { withPage } from './with-page.ts';

/** Writes a page with the results of validate, plan and instances for the fleet; `COMMANDS.report.writes` names its file. */
export async function run(context: Context, options: Options, positionals: string[]): Promise<Outcome> {
  const request = readPlanRequest(options, positionals);
  if ('problem' in request) return failed(context, [request.problem]);
  if (request.range !== undefined) return reportRevisions(context, options, positionals);
  const { karpenter, kubernetes, base } = options;
  const { outcome: validated, fleet } = await validateDisk(context, { karpenter, kubernetes, base });
  if (!fleet) return withPage(context, validated);
  const planned = await planIfInGit(context, options, positionals);
  if (!('failure' in planned)) return reportChange(context, options, planned, validated);
  const [problem, ...others] = planned.failure.diagnostics;
  if (problem?.code !== 'base-unreadable' || base !== undefined)
    return failed(context, [...validated.diagnostics, ...planned.failure.diagnostics]);
  // A fleet that is not committed yet has no base, and so a page without a plan.
  const prices = readPrices(context.cwd, options.prices);
  if ('problem' in prices) return failed(context, [prices.problem]);
  return reportFleet(context, request, fleet, prices.priceOf, {
    ...validated,
    diagnostics: [
      ...validated.diagnostics,
      ...prices.diagnostics,
      { ...problem, severity: 'notice', message: `no plan: ${problem.message}` },
      ...others,
    ],
  });
}

/** The plan; a failure where there is no git and no base is named. */
async function planIfInGit(
  context: Context,
  options: Options,
  positionals: readonly string[],
): ReturnType<typeof planRequested> {
  try {
    return await planRequested(context, options, positionals, 'report');
  } catch (error) {
    if (options.base !== undefined || !isGitError(error) || !isWithoutGit(error)) throw error;
    const { message, help } = error;
    const problem: Diagnostic = { code: 'base-unreadable', severity: 'error', message, help };
    return { failure: { exitCode: 2, diagnostics: [problem], result: {} } };
  }
}

async function reportRevisions(
  context: Context,
  options: Options,
  positionals: readonly string[],
): Promise<Outcome> {
  const planned = await planRequested(context, options, positionals, 'report');
  if ('failure' in planned) return withPage(context, planned.failure);
  return reportChange(context, options, planned, await validateRevision(context, planned.planned));
}

/** A page of what is validated, planned and can be launched. */
function reportChange(
  context: Context,
  options: Options,
  planned: PlannedChange,
  validated: Outcome,
): Outcome {
  const { plan, upgrades, request, content, priceOf, planned: revisions } = planned;
  const instances = instancesOf(context, request, revisions.after.fleet, priceOf);
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

/** The same without a plan. */
function reportFleet(
  context: Context,
  request: PlanRequest,
  fleet: Fleet,
  priceOf: PriceOf,
  validated: Outcome,
): Outcome {
  const instances = instancesOf(context, request, fleet, priceOf);
  const result = { ...validated.result, instances: instancesJson(instances, undefined) };
  const content = { fleet, isValidated: true, instances: { entries: instances, priceOf } };
  return withPage(context, { ...validated, result }, content);
}

function instancesOf(
  context: Context,
  { names }: PlanRequest,
  fleet: Fleet,
  priceOf: PriceOf,
): InstancesEntry[] {
  return listInstances(
    context,
    fleet,
    priceOf,
    (environment, cluster) =>
      names.length === 0 || names.includes(environment) || (cluster !== undefined && names.includes(cluster)),
  );
}

function failed(context: Context, diagnostics: Diagnostic[]): Outcome {
  return withPage(context, { exitCode: 2, diagnostics, result: {} });
}
