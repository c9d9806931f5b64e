/** The placeholder that is filled in, in the values of variables. */
export const CLUSTER = '{cluster}';

/** Names in braces in a text, each once; not those of `${NAME}` and `{{ templates }}`. */
export function placeholdersIn(text: string): string[] {
  return [...new Set(text.match(/(?<![${])\{[A-Za-z][\w-]*\}(?!\})/g))];
}
