import { type Diagnostic, exitCodeOf } from '../diagnostics/diagnostic.ts';
import { instancesJson } from '../report/instances/json.ts';
import { planJson } from '../report/plan/json.ts';
import { sentenceOf } from '../report/plan/summary.ts';
import type { Context, Options, Outcome } from './command.ts';
import { listInstances } from './list-instances.ts';
import { readPlanRequest } from './plan-options.ts';
import { failOnText, planChange } from './planned-change.ts';
import { validateFleet } from './validate-fleet.ts';
import { withPage } from './with-page.ts';

/** Writes a page of what validate, plan and instances say of the fleet; `COMMANDS.report.writes` names its file. */
export async function run(context: Context, options: Options, positionals: string[]): Promise<Outcome> {
  const request = readPlanRequest(options, positionals);
  if ('problem' in request) return withPage(context, failed([request.problem]));
  const { karpenter, kubernetes, base } = options;
  const validated = await validateFleet(context, { karpenter, kubernetes, base });
  if (validated.exitCode === 2) return withPage(context, validated);
  const planned = await planChange(context, options, positionals);
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
    { ...content, instances: { entries: instances, priceOf } },
  );
}

function failed(diagnostics: Diagnostic[]): Outcome {
  return { exitCode: 2, diagnostics, result: {} };
}
