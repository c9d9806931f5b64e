/** The placeholder that is filled in, in the values of variables. */
export const CLUSTER = '{cluster}';

/** Names in braces in a text, and in `$( )` as in a container's arguments, each once; not those of `${NAME}` and `{{ templates }}`. */
export function placeholdersIn(text: string): string[] {
  return [...new Set(text.match(/(?<![${])\{[A-Za-z][\w-]*\}(?!\})|\$\([A-Za-z_]\w*\)/g))];
}
