/** The value of a variable, and its text among other text. */
export interface VariableValue {
  readonly value: string | number | bigint | boolean;
  readonly text: string;
}

/** Finds the value of a variable; `undefined` keeps its reference. */
export type Lookup = (name: string) => VariableValue | undefined;

/**
 * Replaces `$(NAME)` in a text; `$$` is a literal `$` (kustomize api v0.21.2, filters/refvar/expand.go).
 *
 * @returns text, or the variable's own value when the text is nothing but one reference
 */
export function expandVariables(text: string, lookup: Lookup): VariableValue['value'] {
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
      const found = lookup(name);
      if (reference === text) return found?.value ?? reference;
      result += found?.text ?? reference;
      done = end + 1;
    } else {
      result += next === '$' ? '$' : `$${next}`;
      done = cursor + 2;
    }
  }
  return result + text.slice(done);
}
