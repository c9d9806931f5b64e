import type { Diagnostic, Location } from '../diagnostic.ts';

/** `fleet.yaml:42:19`. */
export function placeText(at: Location): string {
  return `${at.file}:${at.line}:${at.column}`;
}

/** Which object, field, environment and clusters a diagnostic is about, or the empty string. */
export function scopeOf({ environment, clusters, object, field }: Diagnostic): string {
  const parts = [
    object && field ? `${object} ${field}` : (object ?? field),
    environment && `environment ${environment}`,
    clusters?.length && `${clusters.length === 1 ? 'cluster' : 'clusters'} ${someOf(clusters)}`,
  ];
  return parts.filter((part) => typeof part === 'string' && part !== '').join(', ');
}

/** `3 errors`; the noun in the plural unless there is one. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function someOf(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}
