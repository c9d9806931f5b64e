import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { foldConsequences } from '../diagnostics/fold.ts';
import { consequenceLines, placeOf } from './consequences.ts';
import { printableLines } from './printable.ts';
import type { Report } from './report.ts';
import { scopeText, shownCode } from './scope.ts';

/** Workflow commands of GitHub Actions, which show each diagnostic at its line of a pull request. */
export function reportGithub({ diagnostics }: Report): string {
  return foldConsequences(diagnostics).map(command).join('');
}

function command(diagnostic: Diagnostic): string {
  const { severity, message, help } = diagnostic;
  const at = placeOf(diagnostic);
  const properties = {
    ...(at
      ? {
          file: at.file,
          line: at.line,
          col: at.column,
          endLine: at.endLine,
          endColumn: at.endLine === at.line ? at.endColumn : undefined,
        }
      : {}),
    title: `poolwright ${shownCode(diagnostic)}`,
  };
  const listed = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  const text = [message, scopeText(diagnostic), help, ...consequenceLines(diagnostic)]
    .filter(Boolean)
    .join('\n');
  return `::${severity} ${listed.join(',')}::${escapeData(text)}\n`;
}

/** As @actions/core escapes what follows `::`. */
function escapeData(text: string): string {
  return printableLines(text).replaceAll('%', '%25').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
