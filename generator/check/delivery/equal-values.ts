import type { Cause, Diagnostic } from '../../diagnostics/diagnostic.ts';
import { groupBy } from '../../diagnostics/group-by.ts';
import { valueCause } from './blame.ts';

/** Codes of values of variables. */
const ABOUT_VALUES: readonly Diagnostic['code'][] = [
  'invalid-variable-value',
  'variable-pattern-mismatch',
  'variable-type-mismatch',
];

/** One wrong value that many clusters have, each on its own line, is one finding with the other lines below it. */
export function causedByEqualValues(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const byPlace = groupBy(
    diagnostics.filter((one) => placeKey(one) !== undefined),
    (one) => placeKey(one) ?? '',
  );
  const faultsOf = new Map(
    [...byPlace].map(([key, found]) => {
      const faults = new Set(
        found.map(({ code, severity, message }) => JSON.stringify([code, severity, message])),
      );
      return [key, [...faults].sort().join()];
    }),
  );
  const alike = groupBy(byPlace.keys(), (key) => faultsOf.get(key) ?? '');
  const causes = new Map<string, Cause>();
  for (const [faults, keys] of alike)
    if (keys.length > 1) for (const key of keys) causes.set(key, { key: `equal values ${faults}` });
  return diagnostics.map((diagnostic) => {
    const cause = causes.get(placeKey(diagnostic) ?? '');
    return cause ? { ...diagnostic, cause } : diagnostic;
  });
}

/** The place of the value that a finding is about; undefined for others, and where something else is the cause. */
function placeKey({ code, at, cause }: Diagnostic): string | undefined {
  if (!at || !ABOUT_VALUES.includes(code)) return undefined;
  const own = valueCause({ at }).key;
  return cause === undefined || cause.key === own ? own : undefined;
}
