import { type Diagnostic, type Finding, type RelatedLocation, SEVERITIES } from './diagnostic.ts';
import { sorted } from './findings.ts';
import { groupBy } from './group-by.ts';
import { worstImpact } from './impact.ts';

/**
 * Reports each cause once: diagnostics of one cause, and those that say the same of several objects at one place, become one with the
 * `consequences`. Errors come first, each severity in the order of impacts and places.
 */
export function foldConsequences(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return sorted(Array.from(groupBy(diagnostics, keyOf).values(), folded));
}

function keyOf({ cause, code, rule, severity, message, help, at, object, field }: Diagnostic): string {
  return cause
    ? `cause ${cause.key}`
    : JSON.stringify([code, rule, severity, message, help, at ?? [object, field]]);
}

function folded(group: readonly Diagnostic[]): Diagnostic {
  const consequences = group.map(({ cause: _, ...own }): Diagnostic => own);
  const [first] = consequences;
  if (first === undefined) throw new Error('a group of diagnostics is empty');
  if (consequences.length === 1) return first;
  const cause = group.find((one) => one.cause?.finding)?.cause?.finding ?? textOf(first, consequences);
  const impact = worstImpact(consequences.map((one) => one.impact));
  const clusters = new Set(consequences.flatMap((one) => one.clusters ?? []));
  return {
    ...cause,
    severity:
      SEVERITIES.find((one) => consequences.some(({ severity }) => severity === one)) ?? cause.severity,
    ...(impact === undefined ? {} : { impact }),
    ...common(consequences, 'environment'),
    ...(clusters.size > 0 ? { clusters: [...clusters] } : {}),
    ...common(consequences, 'object'),
    ...common(consequences, 'field'),
    consequences,
  };
}

/** The first of several as what is wrong with all of them. */
function textOf(
  { code, rule, severity, message, help, at }: Diagnostic,
  all: readonly Diagnostic[],
): Finding {
  const related = new Map<string, RelatedLocation>();
  for (const place of all.flatMap((one) => one.related ?? [])) related.set(JSON.stringify(place), place);
  return {
    code,
    ...(rule === undefined ? {} : { rule }),
    severity,
    message,
    ...(help === undefined ? {} : { help }),
    ...(at ? { at } : {}),
    ...(related.size > 0 ? { related: [...related.values()] } : {}),
  };
}

/** A property where all have the same value of it. */
function common<K extends 'environment' | 'object' | 'field'>(
  all: readonly Diagnostic[],
  name: K,
): Pick<Diagnostic, K> | object {
  const value = all[0]?.[name];
  return value !== undefined && all.every((one) => one[name] === value) ? { [name]: value } : {};
}
