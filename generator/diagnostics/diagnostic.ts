import type { DiagnosticCode } from './codes.ts';
import type { Impact } from './impact.ts';

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
  /** The id of the rule of the team's own, or the name of its policy. */
  rule?: string;
  severity: Severity;
  /** What it costs first; absent where that depends on the case. */
  impact?: Impact;
  /** What is wrong and why, one sentence without a final full stop. */
  message: string;
  /** How to fix it, an imperative sentence without a final full stop. */
  help?: string;
  at?: Location;
  related?: RelatedLocation[];
  /** The environment and cluster whose objects show it, where it is not true of all. */
  environment?: string;
  clusters?: string[];
  /** The object, such as `NodePool/inferentia-inf2`, and the field in it, such as `spec.weight`. */
  object?: string;
  field?: string;
  /** What it follows from; `foldConsequences` reports diagnostics of one cause once. */
  cause?: Cause;
  /** What follows from it, or each object and place that shows it. Only `foldConsequences` sets it. */
  consequences?: Diagnostic[];
}

/** What several diagnostics follow from: one value, one variable that nobody declares, one tree that is out of date. */
export interface Cause {
  /** The same in every diagnostic that follows from it. */
  key: string;
  /** What to report for all of them; without it the first of them stands for the others. */
  finding?: Finding;
}

/** What is wrong, without the objects that show it. */
export type Finding = Pick<Diagnostic, 'code' | 'rule' | 'severity' | 'message' | 'help' | 'at' | 'related'>;

/** True when a diagnostic of severity error is among them. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

/** Codes of input that cannot be used, which end a command with 2 wherever they are found. */
const INPUT_CODES: readonly DiagnosticCode[] = ['rule-invalid', 'rule-error'];

/** The exit code of a command that checked something: 1 for errors, 2 where one of them is about its input. */
export function exitCodeOf(diagnostics: readonly Diagnostic[]): 0 | 1 | 2 {
  if (!hasErrors(diagnostics)) return 0;
  return diagnostics.some(({ code, severity }) => severity === 'error' && INPUT_CODES.includes(code)) ? 2 : 1;
}
