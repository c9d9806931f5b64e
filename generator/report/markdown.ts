import { printableLines } from './printable.ts';
import type { Report } from './report.ts';
import { type GroupedDiagnostic, placeText, scopeOf, together } from './scope.ts';
import { countText } from './text.ts';

/** Markdown for a pull request's comment: a heading with the counts, and a table. */
export function reportMarkdown({ command, diagnostics }: Report): string {
  if (diagnostics.length === 0) return `### poolwright ${command}: no findings\n`;
  const rows = together(diagnostics).map(row).join('\n');
  return `### poolwright ${command}: ${countText(diagnostics)}

| | code | where | what |
|---|---|---|---|
${rows}
`;
}

function row(diagnostic: GroupedDiagnostic): string {
  const { code, severity, message, help, at } = diagnostic;
  const scope = scopeOf(diagnostic);
  const what = [message, scope && `in ${scope}`, help]
    .filter(Boolean)
    .map((part) => escapeCell(String(part)));
  return `| ${severity} | \`${code}\` | ${at ? `\`${escapeCode(placeText(at))}\`` : ''} | ${what.join('<br>')} |`;
}

/** Text in a cell: nothing of it is read as Markdown or HTML. */
function escapeCell(text: string): string {
  return printableLines(text)
    .replace(/[\\`*_{}[\]()#+!|~<>@-]/g, (character) =>
      character === '<' ? '&lt;' : character === '>' ? '&gt;' : `\\${character}`,
    )
    .replaceAll('\n', '<br>');
}

function escapeCode(text: string): string {
  return printableLines(text).replaceAll('`', "'").replaceAll('|', '\\|');
}
