import { type LintRule, lintRules } from '../../generator/check/lint/index.ts';
import { sorted } from '../../generator/diagnostics/findings.ts';
import { IMPACTS, impactRank } from '../../generator/diagnostics/impact.ts';
import { reportText } from '../../generator/report/text.ts';
import { filesOf, fleetDiagnostics } from './snippets.ts';

/** Every lint rule with an example and what the program prints for it: docs/checks.md. */
export function checksDocument(): string {
  const rules = lintRules.toSorted((a, b) => impactRank(a.impact) - impactRank(b.impact));
  return `# Lint rules

Lint rules find harmful settings in objects that the API server accepts. Findings are sorted by severity, then by impact, then by place.
[diagnostics.md](diagnostics.md) explains every code: what Karpenter or AWS does, and how to fix it. \`npm run docs\` generates this file from
the rules and from what Poolwright prints for their examples.

| impact | means |
|---|---|
${Object.entries(IMPACTS)
  .map(([name, means]) => `| ${name} | ${means} |`)
  .join('\n')}

\`spec.checks.profile\` in fleet.yaml, or \`poolwright validate --profile\`, changes their severity:

| profile | does |
|---|---|
| \`strict\` | turns warnings with the impact outage or disruption into errors |
| \`default\` | keeps the severity of every rule |
| \`relaxed\` | drops notices |

\`spec.checks.severities\` sets the severity of a code in every profile, and \`spec.checks.waivers\` waives a finding until a date.

| rule | severity | impact | finds |
|---|---|---|---|
${rules.map(rowOf).join('\n')}

## Warnings that many manifests have

\`npm run -s lint:corpus -- PATH...\` runs all rules on manifests and counts the objects that each fires on. On the published manifests of
Karpenter's documentation, examples and tests, these fire on more than 5 % of the objects:

| rule | why |
|---|---|
${rules
  .filter(({ page }) => page.common !== undefined)
  .map(({ code, page }) => `| [\`${code}\`](#${code}) | ${page.common} |`)
  .join('\n')}

${rules.map(sectionOf).join('\n\n')}
`;
}

function rowOf({ code, severity, impact, summary }: LintRule): string {
  return `| [\`${code}\`](#${code}) | ${severity} | ${impact} | ${summary} |`;
}

function sectionOf({ code, page }: LintRule): string {
  const { what, bad, versions, situation } = page;
  return [
    `## ${code}`,
    what,
    ...(versions === undefined ? [] : [`Versions: ${versions}`]),
    `Input:\n\n\`\`\`yaml\n${bad.trim()}\n\`\`\``,
    ...(situation === undefined ? [`Output:\n\n\`\`\`\n${outputOf(code, bad)}\n\`\`\``] : []),
    `[Why it hurts, and how to fix it](diagnostics.md#${code})`,
  ].join('\n\n');
}

/** What the text report has of an example's findings; without places, since the example is a part of a file. */
function outputOf(code: string, snippet: string): string {
  const found = sorted(fleetDiagnostics(filesOf(snippet))).filter((one) => one.code === code);
  const placeless = found.map(({ at: _at, related: _related, ...rest }) => rest);
  return reportText(placeless, { color: false, textOf: () => undefined }).trimEnd();
}
