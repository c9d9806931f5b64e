import { openCrds } from '../crds/karpenter.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { EFFECTS, type Effect } from '../plan/change.ts';
import { makePlan, type Plan } from '../plan/plan.ts';
import { planJson } from '../report/plan/json.ts';
import { planMarkdown } from '../report/plan/markdown.ts';
import { summaryText } from '../report/plan/summary.ts';
import { planText } from '../report/plan/text.ts';
import type { Context, Options, Outcome } from './command.ts';
import { openPlanned } from './plan-revisions.ts';

/** Says what a change of the fleet does to running nodes; changes nothing. */
export async function run(context: Context, options: Options, positionals: string[]): Promise<Outcome> {
  const at = timeOf(options.at);
  if (at === undefined)
    return failed(wrongValue(`--at ${options.at} is not a time`, 'Write it as --at 2026-11-29T22:00:00Z'));
  const failOn = failOnOf(options['fail-on']);
  if ('problem' in failOn) return failed(failOn.problem);
  const ranges = positionals.filter((one) => one.includes('..'));
  const names = positionals.filter((one) => !one.includes('..'));
  const [range, second] = ranges;
  if (second !== undefined)
    return failed(
      wrongValue(`${range} and ${second} are two ranges`, 'Name one range of revisions, as main..HEAD'),
    );
  const opened = openPlanned(context, options, range);
  if ('problem' in opened) return failed(opened.problem);
  const only = environmentsNamed(opened, names);
  if (only && 'problem' in only) return failed(only.problem);
  const plan = context.stage('plan', () =>
    makePlan({ ...opened, crds: openCrds(), at, only: only?.environments }),
  );
  const wanted = only?.clusters ? withClusters(plan, only.clusters) : plan;
  const hits = wanted.entries.filter(({ change }) => failOn.effects.has(change.effect));
  return {
    exitCode: hits.length > 0 ? 1 : 0,
    diagnostics: opened.diagnostics,
    product: planText(wanted, { color: context.color, verbose: options.verbose === true }),
    markdown: planMarkdown(wanted),
    ...(hits.length > 0
      ? { summary: `--fail-on ${options['fail-on']}: ${summaryText({ ...wanted, entries: hits })}` }
      : {}),
    result: { plan: planJson(wanted) },
  };
}

function failed(problem: Diagnostic): Outcome {
  return { exitCode: 2, diagnostics: [problem], result: {} };
}

function wrongValue(message: string, help: string): Diagnostic {
  return { code: 'invalid-value', severity: 'error', message, help };
}

/** A time in milliseconds since 1970, now without one; undefined where it cannot be read. */
function timeOf(text: Options[string]): number | undefined {
  if (text === undefined) return Date.now();
  const time = Date.parse(String(text));
  return Number.isNaN(time) ? undefined : time;
}

function failOnOf(text: Options[string]): { effects: ReadonlySet<Effect> } | { problem: Diagnostic } {
  const words = typeof text === 'string' ? text.split(',').map((word) => word.trim()) : [];
  for (const word of words)
    if (!EFFECTS.some((effect) => effect === word))
      return {
        problem: wrongValue(
          `--fail-on takes ${EFFECTS.join(', ')}, not ${word}`,
          didYouMean(word, EFFECTS, 'effect'),
        ),
      };
  return { effects: new Set(words as Effect[]) };
}

interface Named {
  environments: ReadonlySet<string>;
  /** Undefined where an environment is wanted as a whole. */
  clusters?: ReadonlySet<string>;
}

/** The environments and clusters that arguments name, in either revision; undefined for all. */
function environmentsNamed(
  {
    before,
    after,
  }: {
    before: { environments: ReadonlyMap<string, string> };
    after: { environments: ReadonlyMap<string, string> };
  },
  names: readonly string[],
): Named | { problem: Diagnostic } | undefined {
  if (names.length === 0) return undefined;
  const byCluster = new Map([...before.environments, ...after.environments]);
  const environments = new Set([...before.environments.values(), ...after.environments.values()]);
  const unknown = names.find((name) => !environments.has(name) && !byCluster.has(name));
  if (unknown !== undefined)
    return {
      problem: {
        code: 'unknown-target',
        severity: 'error',
        message: `there is neither an environment nor a cluster ${unknown}`,
        help: didYouMean(unknown, [...environments, ...byCluster.keys()], 'environment or cluster'),
      },
    };
  const clusters = new Set(
    [...byCluster].flatMap(([cluster, environment]) =>
      names.includes(cluster) || names.includes(environment) ? [cluster] : [],
    ),
  );
  return {
    environments: new Set(
      names.flatMap((name) =>
        environments.has(name)
          ? [name]
          : [before.environments.get(name) ?? '', after.environments.get(name) ?? ''],
      ),
    ),
    clusters,
  };
}

function withClusters(plan: Plan, clusters: ReadonlySet<string>): Plan {
  const entries = plan.entries
    .map((entry) => ({ ...entry, clusters: entry.clusters.filter((one) => clusters.has(one)) }))
    .filter((entry) => entry.clusters.length > 0);
  return { ...plan, entries, clusters: clusters.size };
}
