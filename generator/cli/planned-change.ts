import { openCrds } from '../crds/karpenter.ts';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { PriceOf } from '../instances/cost/price-file.ts';
import type { FleetSpec } from '../load/index.ts';
import type { Plan, PlanInput } from '../plan/plan.ts';
import { type PlanAndFindings, planAndFindings } from '../plan/plan-and-findings.ts';
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
import type { Project } from './project.ts';
import { targetsOf } from './targets.ts';
import type { PageParts } from './with-page.ts';

/** A change as the arguments of a plan request it, with all that a plan of it takes. */
export interface OpenedChange {
  request: PlanRequest;
  planned: Planned;
  diagnostics: Diagnostic[];
  /** What instances cost. */
  priceOf: PriceOf;
  input: PlanInput;
  plans: PlanAndFindings;
}

/** What such a change does. */
export interface PlannedChange extends OpenedChange {
  plan: Plan;
  upgrades: readonly Upgrade[];
  /** For a page of it. */
  content: PageParts;
}

/** How a command opens a change, where it is not `plan`. */
export interface OpenOptions {
  /** For messages. */
  command?: 'plan' | 'report';
  /** The project of the work tree, where it is opened already. */
  project?: Project;
}

/** Opens the change that the options and arguments of `plan` name. */
export async function openChange(
  context: Context,
  options: Options,
  positionals: readonly string[],
  { command = 'plan', project }: OpenOptions = {},
): Promise<OpenedChange | { failure: Outcome }> {
  const request = readPlanRequest(options, positionals);
  if ('problem' in request) return failed(request.problem);
  const wrongVersion = wrongKubernetes(options);
  if (wrongVersion) return failed(wrongVersion);
  const planned = openPlanned(context, options, request.range, project);
  if ('problem' in planned) return failed(misnamedRange(context, command, request.range) ?? planned.problem);
  const specs = [planned.after, planned.before].map(({ fleet }) => fleet.spec);
  const wrong = wrongName(specs, request, (name) =>
    misnamedTarget(context, command, positionals, name, specs),
  );
  if (wrong) return failed(wrong);
  const states = await openStates(context, options, planned, (...cluster) => isWanted(request, ...cluster));
  if ('problem' in states) return failed(states.problem);
  const prices = readPrices(context.cwd, options.prices);
  if ('problem' in prices) return failed(prices.problem);
  if (hasErrors(prices.diagnostics)) return failed(...prices.diagnostics);
  const input: PlanInput = {
    ...planned,
    crds: openCrds(),
    at: request.at,
    isWanted: (...cluster) => isWanted(request, ...cluster),
    priceOf: prices.priceOf,
    asksKubernetes: options.kubernetes !== undefined,
    countNodes: (pool) => request.nodes.get(pool),
    stateOf: (cluster) => states.states.get(cluster),
  };
  return {
    request,
    planned,
    diagnostics: [...states.diagnostics, ...prices.diagnostics],
    priceOf: prices.priceOf,
    input,
    plans: planAndFindings(input, Date.parse(context.today)),
  };
}

/** Plans a change; changes nothing. */
export function planOpened(context: Context, opened: OpenedChange): PlannedChange {
  const { request, planned, priceOf, input, plans } = opened;
  const plan = context.stage('plan', plans.plan);
  const upgrades = context.stage('upgrade', () => upgradesOf(input));
  const { at, timeZone } = request;
  return {
    ...opened,
    plan,
    upgrades,
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
            changedCosts(planned, priceOf, (environment, cluster) =>
              isWanted(request, cluster ?? environment, [environment]),
            ),
          ),
      },
      ...(planned.textOf ? { textOf: planned.textOf } : {}),
    },
  };
}

/** Whether the arguments name a cluster, or one of its environments; without names, they name all. */
function isWanted({ names }: PlanRequest, cluster: string, environments: readonly string[]): boolean {
  return names.length === 0 || [cluster, ...environments].some((name) => names.includes(name));
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

/** The finding for the first name of the command line that no revision has. */
export function wrongName(
  specs: readonly FleetSpec[],
  { names, nodes }: PlanRequest,
  misnamed: (name: string) => Diagnostic,
): Diagnostic | undefined {
  const targets = specs.flatMap(targetsOf);
  const target = names.find((name) => !targets.includes(name));
  if (target !== undefined) return misnamed(target);
  const pools = specs.flatMap((spec) => Object.keys(spec.pools));
  const pool = [...nodes.keys()].find((name) => !pools.includes(name));
  if (pool === undefined) return undefined;
  return {
    code: 'unknown-target',
    severity: 'error',
    message: `--nodes names the pool ${pool}, which the fleet does not declare`,
    help: didYouMean(pool, [...new Set(pools)], 'pool'),
  };
}
