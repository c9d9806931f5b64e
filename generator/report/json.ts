import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { foldConsequences } from '../diagnostics/fold.ts';
import { printableJson } from './printable.ts';
import type { Report } from './report.ts';

/** The machine-readable form of a report, described by `schemas/report.schema.json`. */
export interface JsonReport {
  /** Rises when a field changes its meaning. */
  version: 1;
  poolwright: string;
  command: string;
  /** False when a diagnostic of severity error was found. */
  ok: boolean;
  /** One for each cause; what follows from it, or each object that shows it, is in its `consequences`. */
  diagnostics: readonly Diagnostic[];
  result: Record<string, unknown>;
}

export function reportJson({ command, version, diagnostics, result }: Report): string {
  const report: JsonReport = {
    version: 1,
    poolwright: version,
    command,
    ok: !hasErrors(diagnostics),
    diagnostics: foldConsequences(diagnostics),
    result,
  };
  return printableJson(report);
}
