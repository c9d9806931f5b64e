import { openCrds } from '../crds/karpenter.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diffSides, isEmptyDiff } from '../diff/diff.ts';
import { diffJson } from '../diff/json.ts';
import { diffMarkdown, diffText } from '../diff/text.ts';
import type { Context, Options, Outcome } from './command.ts';
import { openSides } from './diff-sides.ts';

/** Compares two environments or two clusters, of the work tree or of revisions, by what they mean to Karpenter. */
export async function run(context: Context, options: Options, [a = '', b = '']: string[]): Promise<Outcome> {
  const sides = openSides(context, a, b, openCrds());
  if ('problem' in sides) return failed(sides.problem);
  const diff = context.stage('diff', () => diffSides(sides.a, sides.b));
  return {
    exitCode: options['exit-code'] === true && !isEmptyDiff(diff) ? 1 : 0,
    diagnostics: [],
    product: diffText(diff),
    markdown: diffMarkdown(diff),
    result: { diff: diffJson(diff) },
  };
}

function failed(problem: Diagnostic): Outcome {
  return { exitCode: 2, diagnostics: [problem], result: {} };
}
