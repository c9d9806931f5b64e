import type { PageContent } from '../report/html/data/model.ts';
import type { Context, Outcome } from './command.ts';
import { quotableText } from './excerpt.ts';
import { htmlPage } from './html-page.ts';

/** What a page shows beside the findings; it quotes the files of the context's root unless it says otherwise. */
export type PageParts = Partial<PageContent>;

/** The outcome of a command with `--format html`. */
export function withPage({ root }: Context, outcome: Outcome, parts: PageParts = {}): Outcome {
  const textOf = parts.textOf ?? outcome.textOf ?? ((file: string) => quotableText(root, file));
  return { ...outcome, html: (report, live) => htmlPage(report, { ...parts, textOf }, live) };
}
