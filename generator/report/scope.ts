import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts';

/** `fleet.yaml:42:19`. */
export function placeText(at: Location): string {
  return `${at.file}:${at.line}:${at.column}`;
}

/** How many names are shown; the rest is counted. */
const MOST_NAMES = 3;

/** Which objects, fields, environments and clusters a finding is about. */
export interface Scope {
  objects: string[];
  fields: string[];
  environments: string[];
  clusters: string[];
}

export function scopeOf({ consequences, ...own }: Diagnostic): Scope {
  const all = consequences ?? [own];
  return {
    objects: distinct(all.map(({ object }) => object)),
    fields: distinct(all.map(({ field }) => field)),
    environments: distinct(all.map(({ environment }) => environment)),
    clusters: distinct(all.flatMap(({ clusters = [] }) => clusters)),
  };
}

/**
 * The scope of a finding in words, or the empty string.
 * @param most names of one kind that are written out
 */
export function scopeText(diagnostic: Diagnostic, most: number = MOST_NAMES): string {
  const { objects, fields, environments, clusters } = scopeOf(diagnostic);
  const [object, ...others] = objects;
  const what =
    object !== undefined && others.length === 0 && fields.length === 1
      ? [`${object} ${fields[0]}`]
      : [someOf(objects, most), someOf(fields, most)];
  return [...what, named('environment', environments, most), named('cluster', clusters, most)]
    .filter((part) => part !== '')
    .join(', ');
}

export function distinct(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter((value) => value !== undefined))];
}

function named(noun: string, names: readonly string[], most: number): string {
  return names.length === 0 ? '' : `${noun}${names.length === 1 ? '' : 's'} ${someOf(names, most)}`;
}

/** `dev, prod (2 clusters)`, or the clusters where they are few. */
export function targetsText({ environments, clusters }: Pick<Scope, 'environments' | 'clusters'>): string {
  const names = clusters.length <= MOST_NAMES ? clusters.join(', ') : plural(clusters.length, 'cluster');
  return `${environments.join(', ')}${names === '' ? '' : ` (${names})`}`;
}

/** What a report shows as the code of a finding: for a custom rule its id, which is more specific than the code. */
export function shownCode({ code, rule }: Pick<Diagnostic, 'code' | 'rule'>): string {
  return code === 'own-rule' && rule !== undefined ? rule : code;
}

/** `3 errors`; the noun in the plural unless there is one. */
export function plural(count: number, noun: string): string {
  return `${counted(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** `7,950`. */
export function counted(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Some names, and how many more there are: `a, b, c and 7,947 more`. */
export function someOf(names: readonly string[], most: number = MOST_NAMES): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${counted(names.length - most)} more` : shown;
}
