import { CODES } from '../diagnostics/codes.ts';
import type { Location } from '../diagnostics/diagnostic.ts';
import { printableJson } from './printable.ts';
import type { Report } from './report.ts';
import { type GroupedDiagnostic, scopeOf, together } from './scope.ts';

/** SARIF 2.1.0, as code scanning services read it. Files are relative to the repository's root. */
export function reportSarif({ version, diagnostics }: Report): string {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].toSorted();
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
        results: together(diagnostics).map((diagnostic) =>
          resultOf(diagnostic, codes.indexOf(diagnostic.code)),
        ),
      },
    ],
  };
  return printableJson(log);
}

function resultOf(diagnostic: GroupedDiagnostic, ruleIndex: number): object {
  const { code, severity, message, help, at, related } = diagnostic;
  const scope = scopeOf(diagnostic);
  const text = [message, scope && `In ${scope}`, help].filter(Boolean).join('. ');
  return {
    ruleId: code,
    ruleIndex,
    level: severity === 'notice' ? 'note' : severity,
    message: { text },
    ...(at ? { locations: [{ physicalLocation: physical(at) }] } : {}),
    ...(related?.length
      ? {
          relatedLocations: related.map((place, id) => ({
            id,
            message: { text: place.message },
            physicalLocation: physical(place.at),
          })),
        }
      : {}),
  };
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
