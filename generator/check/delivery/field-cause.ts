import type { Cause, Diagnostic } from '../../diagnostics/diagnostic.ts';
import { groupBy } from '../../diagnostics/group-by.ts';
import type { Fleet } from '../../load/fleet.ts';
import { quotedIn } from './quotes.ts';

/**
 * If the values of all clusters of an environment are wrong in the same way, the field is the cause, such as
 * `volumeSize: ${SIZE}GB`. Otherwise each wrong value is.
 */
export function causedByFields(fleet: Fleet, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const causes = new Map<Diagnostic, Cause>();
  for (const [key, found] of groupBy(diagnostics, fieldKey)) {
    if (key === undefined) continue;
    const environments = new Set(found.map(({ environment = '' }) => environment));
    const whole = new Set([...environments].filter((one) => isEveryCluster(fleet, one, found)));
    const all = found.filter(({ environment = '' }) => whole.has(environment));
    const [first] = all;
    if (first === undefined || new Set(all.map(({ cause }) => cause?.key)).size < 2) continue;
    const cause = causeOf(first);
    for (const diagnostic of all) causes.set(diagnostic, cause);
  }
  return diagnostics.map((diagnostic) => {
    const cause = causes.get(diagnostic);
    return cause ? { ...diagnostic, cause } : diagnostic;
  });
}

/** Whether every cluster of an environment is among those of some diagnostics. */
function isEveryCluster({ spec }: Fleet, environment: string, found: readonly Diagnostic[]): boolean {
  const own = found.filter((one) => one.environment === environment);
  const clusters = new Set(own.flatMap((one) => one.clusters ?? []));
  return clusters.size === Object.keys(spec.environments[environment]?.clusters ?? {}).length;
}

/** What is wrong with a field because of a variable, whatever its value; undefined for other findings. */
function fieldKey({ field, message, cause, related }: Diagnostic): string | undefined {
  if (!cause?.key.startsWith('value ')) return undefined;
  const withoutValues = message.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  return JSON.stringify([field, withoutValues, related?.[0]?.at]);
}

function causeOf({ code, severity, message, help, field, clusters, related }: Diagnostic): Cause {
  const at = related?.[0]?.at;
  const cluster = clusters?.[0];
  const quoted = help === undefined ? undefined : quotedIn(help);
  return {
    key: `field ${field} ${JSON.stringify(at)}`,
    finding: {
      code,
      severity,
      message: `no cluster has a valid value for ${field}; in ${cluster}, ${message}`,
      help:
        quoted === undefined
          ? 'Correct the field, or the value of each cluster'
          : `Keep each value a string with quotes inside it, ${quoted} in ${cluster} for example`,
      ...(at ? { at } : {}),
    },
  };
}
