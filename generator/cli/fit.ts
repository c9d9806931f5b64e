import { invalidWorkloads } from '../check/workloads.ts';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { groupsOf } from '../instances/fit/groups.ts';
import type { Fleet } from '../load/index.ts';
import { unschedulable } from '../report/fit/entry.ts';
import { fitJson } from '../report/fit/json.ts';
import { fitMarkdown } from '../report/fit/markdown.ts';
import { fitText } from '../report/fit/text.ts';
import type { Context, Options, Outcome } from './command.ts';
import { fitEntries } from './fit-entries.ts';
import { readPrices } from './prices.ts';
import { FLEET_FILE, openProject } from './project.ts';
import { readTarget } from './targets.ts';

/** Says which pools and instance types can take the pods of each workload; changes nothing. */
export function run(context: Context, options: Options, positionals: string[]): Outcome {
  const project = openProject(context);
  if (!project.fleet) return failed(project.diagnostics);
  const { fleet, diagnostics } = project;
  const titles = [...new Set(groupsOf(fleet.workloads).map(({ pod }) => pod.title))];
  const wanted = readTarget('fit', positionals, fleet.spec, {
    noun: 'workload',
    known: titles,
    isKnown: (word) => titles.some((title) => isNamed(title, word)),
  });
  if ('problem' in wanted) return failed([wanted.problem]);
  const prices = readPrices(context.cwd, options.prices);
  if ('problem' in prices) return failed([prices.problem]);
  if (hasErrors(prices.diagnostics)) return failed(prices.diagnostics);
  const { target, others: workloads } = wanted;
  const invalid = invalidWorkloads(fleet);
  if (groupsOf(fleet.workloads).length === 0) return withoutWorkloads(fleet, options, diagnostics);
  const entries = context.stage('fit', () =>
    fitEntries(
      fleet,
      fleet.workloads.filter((object) => !invalid.objects.has(object)),
      (environment, cluster) => target === undefined || target === environment || target === cluster,
      prices.priceOf,
    )
      .map((entry) => ({
        ...entry,
        groups: entry.groups.filter(
          ({ group }) => workloads.length === 0 || workloads.some((name) => isNamed(group.pod.title, name)),
        ),
      }))
      .filter(({ groups }) => groups.length > 0),
  );
  const pending = unschedulable(entries);
  const isInvalid = hasErrors(invalid.diagnostics);
  const fails = options['fail-on'] === 'unschedulable' && pending.length > 0;
  return {
    exitCode: fails || isInvalid ? 1 : 0,
    diagnostics: [...diagnostics, ...prices.diagnostics, ...invalid.diagnostics],
    ...(entries.length > 0
      ? { product: fitText(entries, context.color), markdown: fitMarkdown(entries) }
      : {}),
    ...(fails
      ? {
          summary: `--fail-on unschedulable: ${pending.map(({ fit }) => fit.group.pod.title).join(', ')}`,
        }
      : {}),
    result: { fit: fitJson(entries) },
  };
}

/** A fleet without workloads is bad input if the command is to fail on pods that do not fit. */
function withoutWorkloads(fleet: Fleet, options: Options, diagnostics: readonly Diagnostic[]): Outcome {
  const fails = options['fail-on'] === 'unschedulable';
  const isDeclared = (fleet.spec.workloads ?? []).length > 0;
  const problem: Diagnostic = {
    code: 'missing-field',
    severity: fails ? 'error' : 'warning',
    message: isDeclared
      ? `the workloads of ${FLEET_FILE} declare no pods, apart from DaemonSets`
      : `${FLEET_FILE} declares no workloads`,
    help: isDeclared
      ? 'List the manifests of Deployments and the like under spec.workloads'
      : 'List their manifests under spec.workloads, such as workloads: ["workloads/*.yaml"]',
    ...(isDeclared ? { at: fleet.sources.locate(['workloads']) } : {}),
  };
  return { exitCode: fails ? 2 : 0, diagnostics: [...diagnostics, problem], result: { fit: [] } };
}

function failed(diagnostics: Diagnostic[]): Outcome {
  return { exitCode: 2, diagnostics, result: {} };
}

/** Whether `llama2` or `RayService/llama2` names the workload. */
function isNamed(title: string, name: string): boolean {
  return title === name || title.slice(title.indexOf('/') + 1) === name;
}
