import { nearest } from '../../diagnostics/suggest.ts';

/** Fixes that several rules share. */

export const LABEL_KEY_HELP =
  'Write a name of at most 63 letters, digits, -, _ and ., with a letter or digit at both ends; a domain and / may come before it, such as example.com/team';

export const LABEL_VALUE_HELP =
  'Write at most 63 letters, digits, -, _ and ., with a letter or digit at both ends';

export const RESTRICTED_LABEL_HELP =
  'Use a label of your own domain, such as example.com/team, or one of the labels that Karpenter lists';

export const QUANTITY_HELP = 'Write a Kubernetes quantity: 2, 500m, 10Gi';

export const DURATION_HELP = 'Write a duration in hours, minutes and seconds: 720h, 1h30m, 90s';

/** What to write instead of a key that is not one of these. */
export function nameHelp(key: string, known: readonly string[]): string {
  const meant = nearest(key, known);
  return meant === undefined ? `Use one of ${known.join(', ')}` : `Did you mean ${meant}?`;
}

/** What to write where Go expects a type, as its errors print it. */
export function goTypeHelp(printed: string): string {
  const type = printed.replace(/^\*/, '');
  if (type === 'string') return 'Write a string; put a value that YAML reads as something else in quotes';
  if (type === 'bool') return 'Write true or false, without quotes';
  if (/^u?int\d*$/.test(type)) return 'Write a whole number, without quotes';
  if (/^float\d*$/.test(type)) return 'Write a number, without quotes';
  if (type.startsWith('[]')) return 'Write a list, with - before each item';
  return 'Write a mapping, a field on each line';
}
