import { lintRules } from '../check/lint/index.ts';
import { CODES, type DiagnosticCode, isAdjustable } from '../diagnostics/codes.ts';
import type { LintCode } from '../diagnostics/lint-codes.ts';
import type { CodePage } from '../diagnostics/page.ts';
import { PAGE_GROUPS, PAGES } from '../diagnostics/pages/index.ts';

/** What is documented of a code. */
export function codePage(code: DiagnosticCode): CodePage {
  const page = lintRules.find((rule) => rule.code === code)?.page;
  return page ?? PAGES[code as Exclude<DiagnosticCode, LintCode>];
}

/** The documentation of a code, in Markdown. */
export function pageOf(code: DiagnosticCode): string {
  const { what, why, help, bad, good, versions, common, situation } = codePage(code);
  return `${[
    `# ${code}`,
    what,
    ...(situation === undefined ? [] : [`This depends on more than the files: ${lowerFirst(situation)}`]),
    `## Why it hurts\n\n${why}`,
    `## Bad\n\n${block(bad)}`,
    `## Good\n\n${block(good)}`,
    `## How to fix it\n\n${help}`,
    ...(versions === undefined ? [] : [`## Versions\n\n${versions}`]),
    ...(common === undefined ? [] : [`## Why it is common\n\n${common}`]),
    `## Waivers\n\n${waiverText(code)}`,
  ].join('\n\n')}\n`;
}

function block(snippet: string): string {
  return `\`\`\`${snippet.startsWith('$ ') ? 'console' : 'yaml'}\n${snippet.trim()}\n\`\`\``;
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z ]/.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text;
}

function waiverText(code: DiagnosticCode): string {
  return isAdjustable(code)
    ? `\`spec.checks.severities.${code}\` sets its severity (\`error\`, \`warning\`, \`notice\` or \`off\`), and \`spec.checks.waivers\` waives a finding until a date.`
    : 'It cannot be waived or set to another severity.';
}

/** All codes with their pages: docs/diagnostics.md. */
export function diagnosticsDocument(): string {
  const groups: [title: string, codes: DiagnosticCode[]][] = [
    ...Object.entries(PAGE_GROUPS).map(([title, pages]): [string, DiagnosticCode[]] => [
      title,
      Object.keys(pages) as DiagnosticCode[],
    ]),
    ['Lint', lintRules.map(({ code }) => code)],
  ];
  const tables = groups.map(([title, codes]) => `## ${title}\n\n${tableOf(codes)}`);
  const pages = groups.flatMap(([, codes]) => codes).map((code) => pageOf(code).replace(/^#+ /gm, '##$&'));
  return `# Diagnostics

Every finding has one of these codes. Codes are stable: they are never renamed or reused. \`poolwright explain CODE\` prints its page.
\`npm run docs\` writes this file.

The examples are parts of fleet.yaml. In manifests \`nodePool\` is the \`spec\` of a NodePool and \`nodeClass\` that of an EC2NodeClass.

${tables.join('\n\n')}

## Pages

${pages.join('\n')}`;
}

function tableOf(codes: readonly DiagnosticCode[]): string {
  const rows = codes.map((code) => `| [\`${code}\`](#${code}) | ${CODES[code].replaceAll('|', '\\|')} |`);
  return `| code | means |\n|---|---|\n${rows.join('\n')}`;
}
