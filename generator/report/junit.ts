import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { foldConsequences } from '../diagnostics/fold.ts';
import { consequenceLines, placeOf } from './consequences.ts';
import { printableLines } from './printable.ts';
import type { Report } from './report.ts';
import { placeText, scopeText, shownCode } from './scope.ts';

/** JUnit XML: one test case per finding, failed for errors, passed with output for warnings and notices; one passed case where nothing is found. */
export function reportJunit({ command, diagnostics }: Report): string {
  const findings = foldConsequences(diagnostics);
  const failures = findings.filter(({ severity }) => severity === 'error').length;
  const cases =
    findings.length > 0
      ? findings.map(testCase)
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

function testCase(diagnostic: Diagnostic): string {
  const { severity, message, help } = diagnostic;
  const code = shownCode(diagnostic);
  const at = placeOf(diagnostic);
  const name = escapeXml([at && placeText(at), message].filter(Boolean).join(' '));
  const all = [
    message,
    scopeText(diagnostic, Number.POSITIVE_INFINITY),
    help,
    ...consequenceLines(diagnostic, Number.POSITIVE_INFINITY),
  ];
  const body = escapeXml(all.filter(Boolean).join('\n'));
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
