/** Finds the value of a variable; `undefined` keeps its reference. */
export type Lookup = (name: string) => string | number | bigint | boolean | undefined;

/**
 * Replaces `$(NAME)` in a text; `$$` is a literal `$` (kustomize api v0.21.2, filters/refvar/expand.go).
 *
 * @returns text, or the variable's own value when the text is nothing but one reference
 */
export function expandVariables(text: string, lookup: Lookup): string | number | bigint | boolean {
  let result = '';
  let done = 0;
  for (
    let cursor = text.indexOf('$');
    cursor >= 0 && cursor + 1 < text.length;
    cursor = text.indexOf('$', done)
  ) {
    result += text.slice(done, cursor);
    const next = text.charAt(cursor + 1);
    const end = next === '(' ? text.indexOf(')', cursor) : -1;
    if (end >= 0) {
      const name = text.slice(cursor + 2, end);
      const reference = `$(${name})`;
      const value = lookup(name) ?? reference;
      if (reference === text) return value;
      result += String(value);
      done = end + 1;
    } else {
      result += next === '$' ? '$' : `$${next}`;
      done = cursor + 2;
    }
  }
  return result + text.slice(done);
}
