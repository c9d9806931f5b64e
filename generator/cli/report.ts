import { type Diagnostic, exitCodeOf } from '../diagnostics/diagnostic.ts';
import { isGitError } from '../git/error.ts';
import { instancesJson } from '../report/instances/json.ts';
import { planJson } from '../report/plan/json.ts';
import { sentenceOf } from '../report/plan/summary.ts';
import type { Context, Options, Outcome } from './command.ts';
import { listInstances } from './list-instances.ts';
import { readPlanRequest } from './plan-options.ts';
import { failOnText, planChange } from './planned-change.ts';
import { readPrices } from './prices.ts';
import { openProject } from './project.ts';
import { validateFleet } from './validate-fleet.ts';
import { withPage } from './with-page.ts';

/** Writes a page of what validate, plan and instances say of the fleet; `COMMANDS.report.writes` names its file. */
export async function run(context: Context, options: Options, positionals: string[]): Promise<Outcome> {
  const request = readPlanRequest(options, positionals);
  if ('problem' in request) return withPage(context, failed([request.problem]));
  const { karpenter, kubernetes, base } = options;
  const validated = await validateFleet(context, { karpenter, kubernetes, base });
  if (validated.exitCode === 2) return withPage(context, validated);
  const planned = await planUnlessNew(context, options, positionals);
  if ('unplanned' in planned) return withoutPlan(context, options, { validated, reason: planned.unplanned });
  if ('failure' in planned)
    return withPage(context, failed([...validated.diagnostics, ...planned.failure.diagnostics]));
  const { plan, upgrades, content, priceOf } = planned;
  const { fleet } = content;
  const { names } = request;
  const instances = fleet
    ? listInstances(
        context,
        fleet,
        priceOf,
        (environment, cluster) =>
          names.length === 0 ||
          names.includes(environment) ||
          (cluster !== undefined && names.includes(cluster)),
      )
    : [];
  const diagnostics = [...validated.diagnostics, ...planned.diagnostics];
  const failure = failOnText(planned, options);
  const found = exitCodeOf(diagnostics);
  return withPage(
    context,
    {
      exitCode: found === 0 && failure !== undefined ? 1 : found,
      diagnostics,
      summary: [sentenceOf(plan, upgrades), ...(failure === undefined ? [] : [failure])].join('\n'),
      result: {
        ...validated.result,
        plan: planJson(plan, upgrades),
        instances: instancesJson(instances, undefined),
      },
    },
    { ...content, isValidated: true, instances: { entries: instances, priceOf } },
  );
}

/** The plan; without a base that someone names, it may be that git has none. */
async function planUnlessNew(
  context: Context,
  options: Options,
  positionals: readonly string[],
): Promise<Awaited<ReturnType<typeof planChange>> | { unplanned: Diagnostic }> {
  const isNamed = options.base !== undefined || positionals.some((one) => one.includes('..'));
  if (isNamed) return planChange(context, options, positionals);
  try {
    const planned = await planChange(context, options, positionals);
    const [problem] = 'failure' in planned ? planned.failure.diagnostics : [];
    return problem?.code === 'base-unreadable' ? { unplanned: problem } : planned;
  } catch (error) {
    if (!isGitError(error)) throw error;
    const { message, help } = error;
    return { unplanned: { code: 'base-unreadable', severity: 'error', message, help } };
  }
}

/** The page of a fleet that no cluster has yet, as far as git knows: what is wrong, and what pools can launch. */
function withoutPlan(
  context: Context,
  options: Options,
  { validated, reason }: { validated: Outcome; reason: Diagnostic },
): Outcome {
  const prices = readPrices(context.cwd, options.prices);
  if ('problem' in prices) return withPage(context, failed([prices.problem]));
  const { fleet } = openProject(context);
  const entries = fleet ? listInstances(context, fleet, prices.priceOf, () => true) : [];
  const notice: Diagnostic = {
    ...reason,
    severity: 'notice',
    message: `there is no plan: ${reason.message}`,
  };
  return withPage(
    context,
    {
      ...validated,
      diagnostics: [...validated.diagnostics, ...prices.diagnostics, notice],
      result: { ...validated.result, instances: instancesJson(entries, undefined) },
    },
    { ...(fleet ? { fleet } : {}), instances: { entries, priceOf: prices.priceOf } },
  );
}

function failed(diagnostics: Diagnostic[]): Outcome {
  return { exitCode: 2, diagnostics, result: {} };
}
