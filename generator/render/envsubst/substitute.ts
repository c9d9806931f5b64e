/** `$NAME` and `${NAME}`; everything else is text (gettext 0.21, gettext-runtime/src/envsubst.c). */
const REFERENCE = /\$(?:([A-Za-z_][A-Za-z0-9_]*)|\{([A-Za-z_][A-Za-z0-9_]*)\})/g;

/**
 * Substitutes a text as GNU envsubst 0.21 does. An undefined variable is empty, a value is not searched again,
 * and nothing is ever an error.
 * @param only the variables to substitute, as `envsubst '${A} $B'` limits them; others stay as written
 */
export function substituteEnvsubst(
  text: string,
  variables: Readonly<Record<string, string>>,
  only?: Iterable<string>,
): string {
  const wanted = only && new Set(only);
  return text.replace(REFERENCE, (written, bare?: string, braced?: string) => {
    const name = bare ?? braced ?? '';
    if (wanted && !wanted.has(name)) return written;
    return Object.hasOwn(variables, name) ? (variables[name] ?? '') : '';
  });
}

/** A reference as GNU envsubst reads it. */
export interface EnvsubstReference {
  name: string;
  /** UTF-16 units from the text's start to the `$`. */
  offset: number;
}

/** The references of a text in order; of the argument `'${A} $B'` they are the names to substitute. */
export function envsubstReferences(text: string): EnvsubstReference[] {
  return Array.from(text.matchAll(REFERENCE), (match) => ({
    name: match[1] ?? match[2] ?? '',
    offset: match.index,
  }));
}
