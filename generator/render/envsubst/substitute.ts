/** `$NAME` and `${NAME}`; everything else is text (gettext 0.21, gettext-runtime/src/envsubst.c). */
const REFERENCE = /\$(?:([A-Za-z_][A-Za-z0-9_]*)|\{([A-Za-z_][A-Za-z0-9_]*)\})/g;

/**
 * Substitutes a text as GNU envsubst 0.21 does. An undefined variable is empty, a value is not searched again,
 * and nothing is ever an error.
 */
export function substituteEnvsubst(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(REFERENCE, (_written, bare?: string, braced?: string) => {
    const name = bare ?? braced ?? '';
    return Object.hasOwn(variables, name) ? (variables[name] ?? '') : '';
  });
}
