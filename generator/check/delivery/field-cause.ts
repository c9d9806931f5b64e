import type { Cause, Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Fleet } from '../../load/fleet.ts';

/**
 * Where the values of all clusters of an environment are wrong in the same way, the field is the cause: `volumeSize: ${SIZE}GB` for one.
 * Otherwise each wrong value is.
 */
export function causedByFields(fleet: Fleet, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const byField = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const key = fieldKey(diagnostic);
    if (key !== undefined) byField.set(key, [...(byField.get(key) ?? []), diagnostic]);
  }
  const causes = new Map<string, Cause>();
  for (const [key, found] of byField) {
    const [first] = found;
    const clusters = new Set(found.flatMap((one) => one.clusters ?? []));
    const all = Object.keys(fleet.spec.environments[first?.environment ?? '']?.clusters ?? {});
    const values = new Set(found.map(({ cause }) => cause?.key));
    if (first && values.size > 1 && clusters.size === all.length) causes.set(key, causeOf(first));
  }
  return diagnostics.map((diagnostic) => {
    const cause = causes.get(fieldKey(diagnostic) ?? '');
    return cause ? { ...diagnostic, cause } : diagnostic;
  });
}

/** What is wrong with an environment’s field because of a variable, whatever its value; undefined for other findings. */
function fieldKey({ environment, field, message, cause, related }: Diagnostic): string | undefined {
  if (!cause?.key.startsWith('value ')) return undefined;
  const withoutValues = message.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  return JSON.stringify([environment, field, withoutValues, related?.[0]?.at]);
}

function causeOf({ code, severity, message, field, clusters, related }: Diagnostic): Cause {
  const at = related?.[0]?.at;
  return {
    key: `field ${field} ${JSON.stringify(at)}`,
    finding: {
      code,
      severity,
      message: `no cluster has a valid value for ${field}; in ${clusters?.[0]}, ${message}`,
      help: 'Correct the field, or the value of each cluster',
      ...(at ? { at } : {}),
    },
  };
}
