import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { isGitError, isWithoutGit } from '../git/error.ts';
import type { Fleet } from '../load/index.ts';
import { instancesJson } from '../report/instances/json.ts';
import type { Context, Options, Outcome } from './command.ts';
import { listNamed } from './list-instances.ts';
import { misnamedTarget } from './misnamed.ts';
import type { PlanRequest } from './plan-options.ts';
import { type OpenedChange, openChange, wrongName } from './planned-change.ts';
import { readPrices } from './prices.ts';
import type { Project } from './project.ts';
import { withPage } from './with-page.ts';

/** Opens the change of a work tree; `unread` says why its base cannot be read, which is optional unless an option names it. */
export async function openIfReadable(
  context: Context,
  options: Options,
  positionals: readonly string[],
  project: Project,
): Promise<OpenedChange | { failure: Outcome } | { unread: Diagnostic }> {
  try {
    const opened = await openChange(context, options, positionals, { command: 'report', project });
    if (!('failure' in opened) || options.base !== undefined) return opened;
    const [problem] = opened.failure.diagnostics;
    return problem?.code === 'base-unreadable' ? { unread: { ...problem, severity: 'notice' } } : opened;
  } catch (error) {
    if (options.base !== undefined || !isGitError(error)) throw error;
    const { message, help } = error;
    const severity = isWithoutGit(error) ? 'notice' : 'warning';
    return { unread: { code: 'base-unreadable', severity, message, help } };
  }
}

/** What a page without a plan shows. */
export interface WithoutPlan {
  request: PlanRequest;
  fleet: Fleet;
  positionals: readonly string[];
  unread: Diagnostic;
}

/** A page of what is validated and can be launched. */
export function reportWithoutPlan(
  context: Context,
  options: Options,
  { request, fleet, positionals, unread }: WithoutPlan,
  validated: Outcome,
): Outcome {
  const specs = [fleet.spec];
  const wrong = wrongName(specs, request, (name) =>
    misnamedTarget(context, 'report', positionals, name, specs),
  );
  if (wrong) return failed(context, [wrong]);
  const prices = readPrices(context.cwd, options.prices);
  if ('problem' in prices) return failed(context, [prices.problem]);
  if (hasErrors(prices.diagnostics)) return failed(context, prices.diagnostics);
  const { priceOf } = prices;
  const entries = listNamed(context, fleet, priceOf, request.names);
  return withPage(
    context,
    {
      ...validated,
      diagnostics: [...withUnread(validated.diagnostics, unread), ...prices.diagnostics],
      result: { ...validated.result, instances: instancesJson(entries, undefined) },
    },
    { fleet, isValidated: true, instances: { entries, priceOf } },
  );
}

/** The findings, with one for the missing plan; validate may warn of the same base. */
function withUnread(diagnostics: readonly Diagnostic[], unread: Diagnostic): Diagnostic[] {
  const isOfBase = ({ code }: Diagnostic): boolean => code === 'base-unreadable';
  const ofValidate = diagnostics.find(isOfBase);
  const others = diagnostics.filter((one) => !isOfBase(one));
  return ofValidate
    ? [
        {
          ...unread,
          severity: 'warning',
          message: `no plan, and updates are not checked: ${unread.message}`,
        },
        ...others,
      ]
    : [...others, { ...unread, message: `no plan: ${unread.message}` }];
}

function failed(context: Context, diagnostics: Diagnostic[]): Outcome {
  return withPage(context, { exitCode: 2, diagnostics, result: {} });
}
