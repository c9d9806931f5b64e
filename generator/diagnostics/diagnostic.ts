import type { DiagnosticCode } from './codes.ts';

/** A place in a file. `line` and `column` count from 1; `column` counts UTF-16 units. */
export interface Location {
  /** Path relative to the repository's root, `/`-separated. */
  file: string;
  line: number;
  column: number;
  /** End of the range, exclusive; the same line and column when only a point is known. */
  endLine?: number;
  endColumn?: number;
}

/** How much a finding counts: what a cluster rejects or loses, what probably goes wrong, what one should know; only errors fail a command. */
export const SEVERITIES = ['error', 'warning', 'notice'] as const;

export type Severity = (typeof SEVERITIES)[number];

/** A further place that explains a diagnostic: the other declaration, the generated line. */
export interface RelatedLocation {
  message: string;
  at: Location;
}

/** One finding about what the user wrote. Text for people is made from it by `report`. */
export interface Diagnostic {
  /** Stable, documented in docs/diagnostics.md, never reused for something else. */
  code: DiagnosticCode;
  severity: Severity;
  /** What is wrong and why, one sentence without a final full stop. */
  message: string;
  /** How to fix it, an imperative sentence without a final full stop. */
  help?: string;
  at?: Location;
  related?: RelatedLocation[];
  /** The environment and cluster whose objects show it, where it is not true of all. */
  environment?: string;
  clusters?: string[];
  /** The object, as `NodePool/inferentia-inf2`, and the field in it, as `spec.weight`. */
  object?: string;
  field?: string;
}

/** True when a diagnostic of severity error is among them. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}
