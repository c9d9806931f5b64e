import { printableLines } from './printable.ts';
import type { Report } from './report.ts';
import { type GroupedDiagnostic, placeText, scopeOf, together } from './scope.ts';

/** JUnit XML: one test case per diagnostic, failed for errors, passed with output for warnings and notices; one passed case when it is missing. */
export function reportJunit({ command, diagnostics }: Report): string {
  const told = together(diagnostics);
  const failures = told.filter(({ severity }) => severity === 'error').length;
  const cases =
    told.length > 0
      ? told.map(testCase)
      : [`    <testcase classname="poolwright" name="${escapeXml(command)}"/>`];
  const counts = `tests="${cases.length}" failures="${failures}" errors="0"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="poolwright" ${counts}>
  <testsuite name="${escapeXml(command)}" ${counts}>
${cases.join('\n')}
  </testsuite>
</testsuites>
`;
}

function testCase(diagnostic: GroupedDiagnostic): string {
  const { code, severity, message, help, at } = diagnostic;
  const name = escapeXml([at && placeText(at), message].filter(Boolean).join(' '));
  const body = escapeXml([message, scopeOf(diagnostic), help].filter(Boolean).join('\n'));
  const place = at ? ` file="${escapeXml(at.file)}" line="${at.line}"` : '';
  const inside =
    severity === 'error'
      ? `<failure type="${code}" message="${escapeXml(message)}">${body}</failure>`
      : `<system-out>${body}</system-out>`;
  return `    <testcase classname="poolwright.${code}" name="${name}"${place}>${inside}</testcase>`;
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};

/** Escapes text for XML 1.0; characters that XML cannot hold become U+FFFD. */
function escapeXml(text: string): string {
  return printableLines(text)
    .normalize()
    .replace(/[&<>"\n]/g, (character) => ENTITIES[character] ?? character)
    .replace(/[\ufffe\uffff]/g, '\ufffd');
}
