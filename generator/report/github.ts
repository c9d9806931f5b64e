import { printableLines } from './printable.ts';
import type { Report } from './report.ts';
import { type GroupedDiagnostic, scopeOf, together } from './scope.ts';

/** Workflow commands of GitHub Actions, which show each diagnostic at its line of a pull request. */
export function reportGithub({ diagnostics }: Report): string {
  return together(diagnostics).map(command).join('');
}

function command(diagnostic: GroupedDiagnostic): string {
  const { code, severity, message, help, at } = diagnostic;
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
    title: `poolwright ${code}`,
  };
  const listed = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  const text = [message, scopeOf(diagnostic), help].filter(Boolean).join('\n');
  return `::${severity} ${listed.join(',')}::${escapeData(text)}\n`;
}

/** As @actions/core escapes what follows `::`. */
function escapeData(text: string): string {
  return printableLines(text).replaceAll('%', '%25').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
