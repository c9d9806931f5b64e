import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { foldConsequences } from '../diagnostics/fold.ts';
import { consequenceLines, placeOf } from './consequences.ts';
import { limited, MAX_FINDINGS } from './limit.ts';
import { printable, printableLines } from './printable.ts';
import type { Report } from './report.ts';
import { placeText, scopeText, shownCode } from './scope.ts';
import { countText } from './text.ts';

/** Markdown for a pull request's comment: a heading with the counts, and a table. */
export function reportMarkdown({ command, diagnostics, maxFindings = MAX_FINDINGS }: Report): string {
  if (diagnostics.length === 0) return `### poolwright ${command}: no findings\n`;
  const { shown, rest } = limited(foldConsequences(diagnostics), maxFindings);
  const rows = shown.map((one) => row(one, maxFindings === 0 ? Number.POSITIVE_INFINITY : undefined));
  return `### poolwright ${command}: ${countText(diagnostics)}

| | code | where | what |
|---|---|---|---|
${rows.join('\n')}
${rest ? `\n${escapeCell(rest)}\n` : ''}`;
}

function row(diagnostic: Diagnostic, most: number | undefined): string {
  const { severity, message, help } = diagnostic;
  const at = placeOf(diagnostic);
  const scope = scopeText(diagnostic);
  const what = [message, scope && `in ${scope}`, help, ...consequenceLines(diagnostic, most)]
    .filter(Boolean)
    .map((part) => escapeCell(String(part)));
  return `| ${severity} | \`${shownCode(diagnostic)}\` | ${at ? `\`${escapeCode(placeText(at))}\`` : ''} | ${what.join('<br>')} |`;
}

/** Text in a cell: nothing of it is read as Markdown or HTML. */
export function escapeCell(text: string): string {
  return printableLines(text)
    .replace(/[\\`*_{}[\]()#+!|~<>@-]/g, (character) =>
      character === '<' ? '&lt;' : character === '>' ? '&gt;' : `\\${character}`,
    )
    .replaceAll('\n', '<br>');
}

/** Text in an HTML element, inside which Markdown is not read. */
export function escapeHtml(text: string): string {
  return printable(text).replace(/[&<>]/g, (character) =>
    character === '<' ? '&lt;' : character === '>' ? '&gt;' : '&amp;',
  );
}

function escapeCode(text: string): string {
  return printableLines(text).replaceAll('`', "'").replaceAll('|', '\\|');
}
