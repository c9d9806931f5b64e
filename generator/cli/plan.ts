import { openCrds } from '../crds/karpenter.ts';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { makePlan } from '../plan/plan.ts';
import { upgradesOf } from '../plan/upgrade/upgrade.ts';
import { planJson } from '../report/plan/json.ts';
import { planMarkdown } from '../report/plan/markdown.ts';
import { rejectionTexts, summaryText } from '../report/plan/summary.ts';
import { planText } from '../report/plan/text.ts';
import type { Context, Options, Outcome } from './command.ts';
import { wrongKubernetes } from './kubernetes-version.ts';
import { type PlanRequest, readPlanRequest } from './plan-options.ts';
import { openPlanned, type Planned } from './plan-revisions.ts';
import { openStates } from './plan-states.ts';
import { readPrices } from './prices.ts';

/** Says what a change of the fleet does to running nodes; changes nothing. */
export async function run(context: Context, options: Options, positionals: string[]): Promise<Outcome> {
  const request = readPlanRequest(options, positionals);
  if ('problem' in request) return failed(request.problem);
  const wrongVersion = wrongKubernetes(options);
  if (wrongVersion) return failed(wrongVersion);
  const planned = openPlanned(context, options, request.range);
  if ('problem' in planned) return failed(planned.problem);
  const wrong = wrongName(planned, request);
  if (wrong) return failed(wrong);
  const { names, at, timeZone, nodes, failOn } = request;
  const isWanted = (cluster: string, environments: readonly string[]): boolean =>
    names.length === 0 || [cluster, ...environments].some((name) => names.includes(name));
  const states = await openStates(context, options, planned, isWanted);
  if ('problem' in states) return failed(states.problem);
  const prices = readPrices(context.cwd, options.prices);
  if ('problem' in prices) return failed(prices.problem);
  if (hasErrors(prices.diagnostics)) return { exitCode: 2, diagnostics: prices.diagnostics, result: {} };
  const crds = openCrds();
  const plan = context.stage('plan', () =>
    makePlan({
      ...planned,
      crds,
      at,
      isWanted,
      priceOf: prices.priceOf,
      asksKubernetes: options.kubernetes !== undefined,
      countNodes: (pool) => nodes.get(pool),
      stateOf: (cluster) => states.states.get(cluster),
    }),
  );
  const upgrades = context.stage('upgrade', () => upgradesOf({ ...planned, crds, isWanted }));
  const hits = plan.entries.filter(({ change }) => failOn.has(change.effect));
  const failures = [
    ...(failOn.has('rejected') ? rejectionTexts(upgrades) : []),
    ...(hits.length > 0 ? [summaryText({ ...plan, entries: hits })] : []),
  ];
  return {
    exitCode: failures.length > 0 ? 1 : 0,
    diagnostics: [...planned.diagnostics, ...states.diagnostics, ...prices.diagnostics],
    product: planText(plan, { color: context.color, verbose: options.verbose === true, timeZone }, upgrades),
    markdown: planMarkdown(plan, timeZone, upgrades),
    ...(failures.length > 0 ? { summary: `--fail-on ${options['fail-on']}: ${failures.join(', ')}` } : {}),
    result: { plan: planJson(plan, upgrades) },
  };
}

function failed(problem: Diagnostic): Outcome {
  return { exitCode: 2, diagnostics: [problem], result: {} };
}

/** Names of the command line that neither revision has. */
function wrongName({ before, after }: Planned, { names, nodes }: PlanRequest): Diagnostic | undefined {
  const targets = [before, after].flatMap(({ environments }) => [
    ...environments.keys(),
    ...environments.values(),
  ]);
  const target = names.find((name) => !targets.includes(name));
  if (target !== undefined)
    return {
      code: 'unknown-target',
      severity: 'error',
      message: `there is neither an environment nor a cluster ${target}`,
      help: didYouMean(target, [...new Set(targets)], 'environment or cluster'),
    };
  const pools = [before, after].flatMap(({ fleet }) => Object.keys(fleet.spec.pools));
  const pool = [...nodes.keys()].find((name) => !pools.includes(name));
  if (pool === undefined) return undefined;
  return {
    code: 'unknown-target',
    severity: 'error',
    message: `--nodes names the pool ${pool}, which the fleet does not have`,
    help: didYouMean(pool, [...new Set(pools)], 'pool'),
  };
}
