import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { lintRules } from './index.ts';

/** Leaves out what a lint rule finds in a field in which Karpenter's own rules find the same. */
export function withoutRepeats(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const repeating = new Set<string>(lintRules.filter(({ repeats }) => repeats).map(({ code }) => code));
  const placeOf = ({ environment, object, field }: Diagnostic): string =>
    JSON.stringify([environment, object, field]);
  const found = new Set(diagnostics.filter(({ code }) => code.startsWith('karpenter-')).map(placeOf));
  return diagnostics.filter(
    (diagnostic) => !(repeating.has(diagnostic.code) && found.has(placeOf(diagnostic))),
  );
}
