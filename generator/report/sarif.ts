import { CODES } from '../diagnostics/codes.ts';
import type { Diagnostic, Location, RelatedLocation } from '../diagnostics/diagnostic.ts';
import { foldConsequences } from '../diagnostics/fold.ts';
import { consequencesOf, placeOf } from './consequences.ts';
import { printableJson } from './printable.ts';
import type { Report } from './report.ts';
import { plural, scopeOf, scopeText } from './scope.ts';

/** SARIF 2.1.0, as code scanning services read it. Files are relative to the repository's root. */
export function reportSarif({ version, diagnostics }: Report): string {
  const findings = foldConsequences(diagnostics);
  const codes = [...new Set(findings.map(({ code }) => code))].toSorted();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'poolwright',
            version,
            rules: codes.map((code) => ({ id: code, shortDescription: { text: CODES[code] } })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => resultOf(finding, codes.indexOf(finding.code))),
      },
    ],
  };
  return printableJson(log);
}

function resultOf(diagnostic: Diagnostic, ruleIndex: number): object {
  const { code, severity, message, help } = diagnostic;
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
    ruleId: code,
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
