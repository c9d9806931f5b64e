import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts';

/** `fleet.yaml:42:19`. */
export function placeText(at: Location): string {
  return `${at.file}:${at.line}:${at.column}`;
}

/** A diagnostic as people read it: once, however many environments it is true of. */
export interface GroupedDiagnostic extends Omit<Diagnostic, 'environment'> {
  environments: readonly string[];
}

/** Puts diagnostics together that differ in nothing but environment and clusters, each where the first of them stands. */
export function together(diagnostics: readonly Diagnostic[]): GroupedDiagnostic[] {
  const told = new Map<string, GroupedDiagnostic>();
  for (const [i, { environment, clusters, ...same }] of diagnostics.entries()) {
    const key = JSON.stringify(environment === undefined ? i : same);
    const { environments = [], clusters: known = [] } = told.get(key) ?? {};
    told.set(key, {
      ...same,
      environments: environment === undefined ? environments : [...environments, environment],
      clusters: [...known, ...(clusters ?? [])],
    });
  }
  return [...told.values()];
}

/** Which object, field, environments and clusters a diagnostic is about, or the empty string. */
export function scopeOf({ environments, clusters = [], object, field }: GroupedDiagnostic): string {
  const parts = [
    object && field ? `${object} ${field}` : (object ?? field),
    namesOf('environment', environments),
    namesOf('cluster', clusters),
  ];
  return parts.filter((part) => typeof part === 'string' && part !== '').join(', ');
}

function namesOf(noun: string, names: readonly string[]): string {
  return names.length === 0 ? '' : `${noun}${names.length === 1 ? '' : 's'} ${someOf(names)}`;
}

/** `3 errors`; the noun in the plural unless there is one. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function someOf(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}
