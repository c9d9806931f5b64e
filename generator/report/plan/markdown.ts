import { byEffect } from '../../plan/change.ts';
import type { Plan, PlanEntry } from '../../plan/plan.ts';
import { escapeCell } from '../markdown.ts';
import { plural } from '../scope.ts';
import { causeLine, changeLine, clustersText, sectionsOf } from './lines.ts';
import { nodeLines } from './running.ts';
import { scheduleLines } from './schedule.ts';
import { summaryText } from './summary.ts';

/** GitHub's limit of a comment, in characters; GitLab's is 1,000,000. */
const LONGEST = 65_536;

/**
 * A plan as a pull request's comment: the sentence, a table of changed pools, details folded. What does not fit into a comment of GitHub
 * is left out as whole rows and sections, and counted.
 */
export function planMarkdown(plan: Plan, timeZone: string): string {
  const head = `### Plan: ${escapeCell(summaryText(plan))}\n\nAgainst ${escapeCell(plan.base)}.\n`;
  if (plan.entries.length === 0) return head;
  const entries = plan.entries.toSorted((a, b) => byEffect(a.change, b.change));
  const rows = entries.map(row);
  const table = fitted(
    rows,
    LONGEST / 2,
    (more) => `\n${plural(more, 'more change')} did not fit into the table.\n`,
  );
  const start = `${head}\n| environment | pool | effect | clusters |\n|---|---|---|---|\n${table}`;
  const sections = sectionsOf(plan.entries).map(([first, all]) => section(first, all, timeZone));
  return (
    start +
    fitted(
      sections,
      LONGEST - start.length - 200,
      (more) => `\n${plural(more, 'more section')} did not fit: see \`poolwright plan --verbose\`.\n`,
    )
  );
}

function row(entry: PlanEntry): string {
  const { environment, change } = entry;
  return `| ${[environment, change.pool, changeLine(change), clustersText(entry, 3)].map(escapeCell).join(' | ')} |\n`;
}

function section(first: PlanEntry, all: readonly PlanEntry[], timeZone: string): string {
  const lines = all.flatMap(({ change: { pool, causes, others }, schedule, nodes }) => [
    ...[...causes, ...others].map(
      (cause) =>
        `- **${escapeCell(pool)}** ${escapeCell(causeLine(cause))}${cause.note === undefined ? '' : `<br>${escapeCell(cause.note)}`}\n`,
    ),
    ...[
      ...(nodes ? nodeLines(nodes, false) : []),
      ...(schedule ? scheduleLines(pool, schedule, timeZone) : []),
    ].map((line) => `- **${escapeCell(pool)}** ${escapeCell(line)}\n`),
  ]);
  const title = `${escapeCell(first.environment)}, ${escapeCell(clustersText(first))}`;
  return `\n<details><summary>${title}</summary>\n\n${fitted(lines, LONGEST / 8, (more) => `- and ${plural(more, 'more field')}\n`)}\n</details>\n`;
}

/** As many whole texts as fit, and how many did not. */
function fitted(texts: readonly string[], room: number, moreText: (more: number) => string): string {
  let out = '';
  for (const [i, text] of texts.entries()) {
    if (out.length + text.length > room) return out + moreText(texts.length - i);
    out += text;
  }
  return out;
}
