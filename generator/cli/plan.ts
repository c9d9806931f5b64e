import { planJson } from '../report/plan/json.ts';
import { planMarkdown } from '../report/plan/markdown.ts';
import { planText } from '../report/plan/text.ts';
import type { Context, Options, Outcome } from './command.ts';
import { failOnText, openChange, planOpened } from './planned-change.ts';
import { checkPlannedTree } from './planned-tree.ts';
import { withPage } from './with-page.ts';

/** Says what a change of the fleet does to running nodes; changes nothing. */
export async function run(context: Context, options: Options, positionals: string[]): Promise<Outcome> {
  const opened = await openChange(context, options, positionals);
  if ('failure' in opened) return withPage(context, opened.failure);
  const planned = planOpened(context, opened);
  const { plan, upgrades, diagnostics, request, content } = planned;
  const { timeZone } = request;
  const failure = failOnText(planned, options);
  return withPage(
    context,
    {
      exitCode: failure === undefined ? 0 : 1,
      // A plan shows what the tree does as it is, and validate rejects it.
      diagnostics: [...checkPlannedTree(planned.planned, 'warning'), ...diagnostics],
      product: planText(
        plan,
        { color: context.color, verbose: options.verbose === true, timeZone },
        upgrades,
      ),
      markdown: planMarkdown(plan, timeZone, upgrades),
      ...(failure === undefined ? {} : { summary: failure }),
      result: { plan: planJson(plan, upgrades) },
    },
    content,
  );
}
