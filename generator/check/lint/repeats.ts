import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { lintRules } from './index.ts';

/** Where a lint rule and Karpenter's own validation find the same in a field: keeps the rejection, else the finding of the lint rule. */
export function withoutRepeats(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const repeating = new Set<string>(lintRules.filter(({ repeats }) => repeats).map(({ code }) => code));
  const placeOf = ({ environment, object, field }: Diagnostic): string =>
    JSON.stringify([environment, object, field]);
  const rejected = new Set(diagnostics.filter(({ code }) => code === 'karpenter-rejects').map(placeOf));
  const linted = new Set(diagnostics.filter(({ code }) => repeating.has(code)).map(placeOf));
  return diagnostics.filter((diagnostic) => {
    if (repeating.has(diagnostic.code)) return !rejected.has(placeOf(diagnostic));
    return diagnostic.code !== 'karpenter-ignores' || !linted.has(placeOf(diagnostic));
  });
}
