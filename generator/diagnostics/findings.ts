import { type Diagnostic, SEVERITIES } from './diagnostic.ts';
import { impactRank } from './impact.ts';

/** Collects diagnostics; one that is true of several clusters is kept once, with their names. */
export interface Findings {
  add(diagnostic: Diagnostic, cluster?: string): void;
  /** In the order in which they were first added. */
  list(): Diagnostic[];
}

export function createFindings(): Findings {
  const known = new Map<string, { diagnostic: Diagnostic; clusters: Set<string> }>();
  return {
    add: (diagnostic, cluster) => {
      const { code, rule, environment, object, field, message, at } = diagnostic;
      const key = JSON.stringify([
        code,
        rule,
        environment,
        object,
        field,
        message,
        at?.file,
        at?.line,
        at?.column,
      ]);
      const clusters = cluster === undefined ? (diagnostic.clusters ?? []) : [cluster];
      const same = known.get(key);
      if (!same) known.set(key, { diagnostic, clusters: new Set(clusters) });
      else for (const one of clusters) same.clusters.add(one);
    },
    list: () =>
      Array.from(known.values(), ({ diagnostic, clusters }) =>
        clusters.size > 0 ? { ...diagnostic, clusters: [...clusters] } : diagnostic,
      ),
  };
}

/** Errors before warnings; among them what hurts first, then in the order of places. */
export function sorted(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.toSorted(byPlace);
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  if (a.severity !== b.severity) return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
  if (a.impact !== b.impact) return impactRank(a.impact) - impactRank(b.impact);
  const [file, other] = [a.at?.file ?? '', b.at?.file ?? ''];
  if (file !== other) return file < other ? -1 : 1;
  return (a.at?.line ?? 0) - (b.at?.line ?? 0) || (a.at?.column ?? 0) - (b.at?.column ?? 0);
}
