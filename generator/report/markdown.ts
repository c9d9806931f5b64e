import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { foldConsequences } from '../diagnostics/fold.ts';
import { consequenceLines, placeOf } from './consequences.ts';
import { limited, MAX_FINDINGS, moreText } from './limit.ts';
import { escapeCell, escapeCode, LONGEST_COMMENT, NOTHING_TO_REPORT } from './markdown-text.ts';
import type { Report } from './report.ts';
import { placeText, scopeText, shownCode } from './scope.ts';
import { countText } from './text.ts';

/** What the heading, the table's head and the sentence on what is left out take at most. */
const AROUND = 500;

/**
 * Markdown for a pull request's comment: a heading with the counts, and a table. Findings that do not fit into the comment are left out as
 * whole rows, and counted.
 */
export function reportMarkdown({
  command,
  diagnostics,
  maxFindings = MAX_FINDINGS,
  room = LONGEST_COMMENT,
}: Report): string {
  if (diagnostics.length === 0) return `### poolwright ${command}: no findings\n\n${NOTHING_TO_REPORT}`;
  const findings = foldConsequences(diagnostics);
  const { shown, rest } = limited(findings, maxFindings);
  const rows = rowsOf(shown, maxFindings === 0, room - AROUND);
  const more =
    rows.size < shown.length
      ? `${moreText(findings.filter((one) => !rows.has(one)))}; they do not fit into a comment`
      : rest;
  return `### poolwright ${command}: ${countText(diagnostics)}
${rows.size > 0 ? `\n| | code | where | what |\n|---|---|---|---|\n${[...rows.values()].join('')}` : ''}${more ? `\n${escapeCell(more)}\n` : ''}`;
}

/** The rows that fit. One that takes more than a quarter of the room names some of its consequences only. */
function rowsOf(findings: readonly Diagnostic[], isWhole: boolean, room: number): Map<Diagnostic, string> {
  const rows = new Map<Diagnostic, string>();
  let length = 0;
  for (const finding of findings) {
    const whole = isWhole ? row(finding, Number.POSITIVE_INFINITY) : undefined;
    const text = whole !== undefined && whole.length <= room / 4 ? whole : row(finding, undefined);
    if (length + text.length > room) continue;
    rows.set(finding, text);
    length += text.length;
  }
  return rows;
}

function row(diagnostic: Diagnostic, most: number | undefined): string {
  const { severity, message, help } = diagnostic;
  const at = placeOf(diagnostic);
  const scope = scopeText(diagnostic);
  const what = [message, scope && `in ${scope}`, help, ...consequenceLines(diagnostic, most)]
    .filter(Boolean)
    .map((part) => escapeCell(String(part)));
  return `| ${severity} | \`${escapeCode(shownCode(diagnostic))}\` | ${at ? `\`${escapeCode(placeText(at))}\`` : ''} | ${what.join('<br>')} |\n`;
}
