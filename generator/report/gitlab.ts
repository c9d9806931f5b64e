import { createHash } from 'node:crypto';
import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts';
import { foldConsequences } from '../diagnostics/fold.ts';
import { placeOf } from './consequences.ts';
import { printable, printableJson } from './printable.ts';
import type { Report } from './report.ts';
import { scopeText, shownCode } from './scope.ts';

/** GitLab's five severities are info, minor, major, critical and blocker. */
const SEVERITIES: Readonly<Record<Severity, string>> = {
  error: 'critical',
  warning: 'minor',
  notice: 'info',
};

/** Where GitLab shows a finding that has no place; it leaves out one without a file. */
const NOWHERE = { file: 'fleet.yaml', line: 1 };

/** GitLab's code quality report, which merge requests compare with that of their target branch. */
export function reportGitlab({ diagnostics }: Report): string {
  const counts = new Map<string, number>();
  const issues = foldConsequences(diagnostics).map((finding) => {
    const identity = identityOf(finding);
    const earlier = counts.get(identity) ?? 0;
    counts.set(identity, earlier + 1);
    const { file, line } = placeOf(finding) ?? NOWHERE;
    return {
      description: descriptionOf(finding),
      check_name: shownCode(finding),
      fingerprint: createHash('sha256').update(`${identity}#${earlier}`).digest('hex'),
      severity: SEVERITIES[finding.severity],
      location: { path: file, lines: { begin: line } },
    };
  });
  return printableJson(issues);
}

/** What makes a finding the same in another commit: not its line, nor which clusters have it. */
function identityOf(finding: Diagnostic): string {
  const { message, object = '', field = '' } = finding;
  return JSON.stringify([shownCode(finding), placeOf(finding)?.file ?? '', message, object, field]);
}

function descriptionOf(finding: Diagnostic): string {
  const scope = scopeText(finding);
  return [finding.message, scope && `In ${scope}`, finding.help]
    .filter((part) => part !== undefined && part !== '')
    .map((part) => printable(String(part).replaceAll('\n', ' ')))
    .join('. ');
}
