import { CODES } from '../diagnostics/codes.ts';
import type { Diagnostic, Location, RelatedLocation } from '../diagnostics/diagnostic.ts';
import { foldConsequences } from '../diagnostics/fold.ts';
import { consequencesOf, placeOf } from './consequences.ts';
import { printableJson } from './printable.ts';
import type { Report } from './report.ts';
import { plural, scopeOf, scopeText, shownCode } from './scope.ts';

/** SARIF 2.1.0, as code scanning services read it. Files are relative to the repository's root. */
export function reportSarif({ version, diagnostics }: Report): string {
  const findings = foldConsequences(diagnostics);
  const rules = new Map(findings.map((one) => [shownCode(one), one]));
  const codes = [...rules.keys()].toSorted();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'poolwright',
            version,
            rules: codes.flatMap((id) => ruleOf(id, rules.get(id))),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => resultOf(finding, codes.indexOf(shownCode(finding)))),
      },
    ],
  };
  return printableJson(log);
}

/** A code, or a rule of the team's own with its help. */
function ruleOf(id: string, finding: Diagnostic | undefined): object | [] {
  if (!finding) return [];
  const { code, help, message, related = [] } = finding;
  if (id === code) return { id, shortDescription: { text: CODES[code] } };
  const [rule] = related;
  return {
    id,
    shortDescription: { text: rule ? `${rule.message} in ${rule.at.file}` : id },
    help: { text: help ?? message },
  };
}

function resultOf(diagnostic: Diagnostic, ruleIndex: number): object {
  const { severity, message, help } = diagnostic;
  const at = placeOf(diagnostic);
  const scope = scopeText(diagnostic);
  const covered = consequencesOf(diagnostic);
  const text = [
    message,
    scope && `In ${scope}`,
    help,
    covered.length > 0 && `Covers ${plural(covered.length, 'finding')}`,
  ];
  const related = relatedPlaces(diagnostic, covered);
  return {
    ruleId: shownCode(diagnostic),
    ruleIndex,
    level: severity === 'notice' ? 'note' : severity,
    message: { text: text.filter(Boolean).join('. ') },
    ...(at ? { locations: [{ physicalLocation: physical(at) }] } : {}),
    ...(related.length > 0
      ? {
          relatedLocations: related.map((place, id) => ({
            id,
            message: { text: place.message },
            physicalLocation: physical(place.at),
          })),
        }
      : {}),
    ...(diagnostic.consequences ? { properties: scopeOf(diagnostic) } : {}),
  };
}

function relatedPlaces({ related = [] }: Diagnostic, covered: readonly Diagnostic[]): RelatedLocation[] {
  return [...related, ...covered.flatMap(({ message, at }) => (at ? [{ message, at }] : []))];
}

function physical({ file, line, column, endLine, endColumn }: Location): object {
  return {
    artifactLocation: { uri: encodeURI(file) },
    region: {
      startLine: line,
      startColumn: column,
      ...(endLine === undefined || endColumn === undefined ? {} : { endLine, endColumn }),
    },
  };
}
