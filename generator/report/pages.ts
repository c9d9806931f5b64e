import { lintRules } from '../check/lint/index.ts';
import { CODES, type DiagnosticCode, isAdjustable } from '../diagnostics/codes.ts';

/** The documentation of a code, in Markdown. */
export function pageOf(code: DiagnosticCode): string {
  const rule = lintRules.find((one) => one.code === code);
  const adjustable = isAdjustable(code)
    ? `Its severity is set by \`checks.severities.${code}\`, and a finding is accepted for a time under \`checks.waivers\`.`
    : 'It cannot be accepted: a cluster, Karpenter or Poolwright itself refuses what it names.';
  return `${rule ? rule.page : `# ${code}\n\n${CODES[code]}`}\n\n${adjustable}\n`;
}

/** All codes with their pages: docs/diagnostics.md. */
export function diagnosticsDocument(): string {
  const codes = Object.keys(CODES) as DiagnosticCode[];
  const rows = codes.map((code) => `| [\`${code}\`](#${code}) | ${CODES[code].replaceAll('|', '\\|')} |`);
  const pages = codes.map((code) => pageOf(code).replace(/^#/gm, '##'));
  return `# Diagnostics

Every finding has one of these codes. Codes are stable: none is renamed or reused. \`poolwright explain CODE\` prints a page.
This file is made by \`npm run docs\`.

| code | means |
|---|---|
${rows.join('\n')}

${pages.join('\n')}`;
}
