import { openCrds } from '../crds/karpenter.ts';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { PriceOf } from '../instances/cost/price-file.ts';
import { makePlan, type Plan } from '../plan/plan.ts';
import { type Upgrade, upgradesOf } from '../plan/upgrade/upgrade.ts';
import { calendarData } from '../report/html/data/calendar.ts';
import { changedCosts } from '../report/html/data/costs.ts';
import { rejectionTexts, summaryText } from '../report/plan/summary.ts';
import type { Context, Options, Outcome } from './command.ts';
import { wrongKubernetes } from './kubernetes-version.ts';
import { misnamedRange, misnamedTarget } from './misnamed.ts';
import { type PlanRequest, readPlanRequest } from './plan-options.ts';
import { openPlanned, type Planned } from './plan-revisions.ts';
import { openStates } from './plan-states.ts';
import { readPrices } from './prices.ts';
import type { PageParts } from './with-page.ts';

/** What a change does, as the arguments of a plan request it. */
export interface PlannedChange {
  request: PlanRequest;
  planned: Planned;
  plan: Plan;
  upgrades: readonly Upgrade[];
  diagnostics: Diagnostic[];
  /** What instances cost. */
  priceOf: PriceOf;
  /** For a page of it. */
  content: PageParts;
}

/** Plans the change that the options and arguments of `plan` name; changes nothing. */
export async function planRequested(
  context: Context,
  options: Options,
  positionals: readonly string[],
  command: 'plan' | 'report' = 'plan',
): Promise<PlannedChange | { failure: Outcome }> {
  const request = readPlanRequest(options, positionals);
  if ('problem' in request) return failed(request.problem);
  const wrongVersion = wrongKubernetes(options);
  if (wrongVersion) return failed(wrongVersion);
  const planned = openPlanned(context, options, request.range);
  if ('problem' in planned) return failed(misnamedRange(context, command, request.range) ?? planned.problem);
  const specs = [planned.after, planned.before].map(({ fleet }) => fleet.spec);
  const wrong = wrongName(planned, request, (name) =>
    misnamedTarget(context, command, positionals, name, specs),
  );
  if (wrong) return failed(wrong);
  const { names, at, timeZone, nodes } = request;
  const isWanted = (cluster: string, environments: readonly string[]): boolean =>
    names.length === 0 || [cluster, ...environments].some((name) => names.includes(name));
  const states = await openStates(context, options, planned, isWanted);
  if ('problem' in states) return failed(states.problem);
  const prices = readPrices(context.cwd, options.prices);
  if ('problem' in prices) return failed(prices.problem);
  if (hasErrors(prices.diagnostics)) return failed(...prices.diagnostics);
  const crds = openCrds();
  const input = {
    ...planned,
    crds,
    at,
    isWanted,
    priceOf: prices.priceOf,
    asksKubernetes: options.kubernetes !== undefined,
    countNodes: (pool: string) => nodes.get(pool),
    stateOf: (cluster: string) => states.states.get(cluster),
  };
  const plan = context.stage('plan', () => makePlan(input));
  const upgrades = context.stage('upgrade', () => upgradesOf({ ...planned, crds, isWanted }));
  return {
    request,
    planned,
    plan,
    upgrades,
    diagnostics: [...states.diagnostics, ...prices.diagnostics],
    priceOf: prices.priceOf,
    content: {
      fleet: planned.after.fleet,
      plan: {
        plan,
        upgrades,
        at,
        timeZone,
        calendar: () => context.stage('budgets', () => calendarData(input)),
        costs: () =>
          context.stage('costs', () =>
            changedCosts(planned, prices.priceOf, (environment, cluster) =>
              isWanted(cluster ?? environment, [environment]),
            ),
          ),
      },
      ...(planned.textOf ? { textOf: planned.textOf } : {}),
    },
  };
}

/** What of a plan `--fail-on` names; undefined where it names nothing of it. */
export function failOnText(
  { request: { failOn }, plan, upgrades }: PlannedChange,
  options: Options,
): string | undefined {
  const hits = plan.entries.filter(({ change }) => failOn.has(change.effect));
  const failures = [
    ...(failOn.has('rejected') ? rejectionTexts(upgrades) : []),
    ...(hits.length > 0 ? [summaryText({ ...plan, entries: hits })] : []),
  ];
  return failures.length > 0 ? `--fail-on ${options['fail-on']}: ${failures.join(', ')}` : undefined;
}

function failed(...diagnostics: Diagnostic[]): { failure: Outcome } {
  return { failure: { exitCode: 2, diagnostics, result: {} } };
}

/** Names of the command line that neither revision has. */
function wrongName(
  { before, after }: Planned,
  { names, nodes }: PlanRequest,
  misnamed: (name: string) => Diagnostic,
): Diagnostic | undefined {
  const targets = [before, after].flatMap(({ environments }) => [
    ...environments.keys(),
    ...environments.values(),
  ]);
  const target = names.find((name) => !targets.includes(name));
  if (target !== undefined) return misnamed(target);
  const pools = [before, after].flatMap(({ fleet }) => Object.keys(fleet.spec.pools));
  const pool = [...nodes.keys()].find((name) => !pools.includes(name));
  if (pool === undefined) return undefined;
  return {
    code: 'unknown-target',
    severity: 'error',
    message: `--nodes names the pool ${pool}, which the fleet does not declare`,
    help: didYouMean(pool, [...new Set(pools)], 'pool'),
  };
}
