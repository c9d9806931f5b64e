import type { Diagnostic, Severity } from '../../diagnostics/diagnostic.ts';
import { placeText, scopeOf, shownCode } from '../scope.ts';

/** Which findings are shown; an empty text means any. */
export interface FindingFilter {
  /** The severities that are left out. */
  hidden: ReadonlySet<Severity>;
  environment: string;
  /** Part of the name of a cluster. */
  cluster: string;
  /** Words that the finding has, all of them. */
  text: string;
}

export const EVERYTHING: FindingFilter = { hidden: new Set(), environment: '', cluster: '', text: '' };

/** A finding with what filters compare, collected once. */
export interface IndexedFinding {
  finding: Diagnostic;
  environments: readonly string[];
  clusters: readonly string[];
  /** In lower case. */
  text: string;
}

export function indexFinding(finding: Diagnostic): IndexedFinding {
  const { severity, message, help = '', at, consequences = [] } = finding;
  const { objects, fields, environments, clusters } = scopeOf(finding);
  const places = [at, ...consequences.map((one) => one.at)].flatMap((place) => place ?? []).map(placeText);
  const messages = consequences.map((one) => one.message);
  const text = [severity, shownCode(finding), message, help, ...objects, ...fields, ...places, ...messages];
  return { finding, environments, clusters, text: [...new Set(text)].join('\n').toLowerCase() };
}

/** The findings that pass a filter. One that names no environment or cluster is true of all. */
export function filterFindings(
  findings: readonly IndexedFinding[],
  { hidden, environment, cluster, text }: FindingFilter,
): IndexedFinding[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return findings.filter(
    (one) =>
      !hidden.has(one.finding.severity) &&
      (environment === '' || one.environments.length === 0 || one.environments.includes(environment)) &&
      (cluster === '' || one.clusters.length === 0 || one.clusters.some((name) => name.includes(cluster))) &&
      words.every((word) => one.text.includes(word)),
  );
}
