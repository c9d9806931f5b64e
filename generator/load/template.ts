/** The implicit variable that carries a literal `$` through envsubst and Flux; its value is `$`. */
export const DOLLAR = 'DOLLAR';

/** A `$` construct in a fleet's string that is neither a plain `${NAME}` nor certainly literal text. */
export interface TemplateFault {
  /** The construct as written, `${NAME:-x}` for one. */
  text: string;
  /** The name it starts with. */
  name: string;
  kind: 'undeclared' | 'operator';
}

const DOLLARS = /\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)(\}?)|\$/g;

/**
 * Turns a string of `fleet.yaml` into the text that is emitted. `${NAME}` stays where NAME is declared, `$${` is a
 * literal `${`, every other `$` is literal; a literal `$` is emitted as `${DOLLAR}`, which envsubst, Flux and Argo CD
 * all turn back into `$`. `${` followed by a name that is not declared, or by more than a name, is a fault.
 */
export function toTemplate(
  text: string,
  declared: Readonly<Record<string, unknown>>,
  onFault: (fault: TemplateFault) => void = () => {},
): string {
  if (!text.includes('$')) return text;
  return text.replace(
    DOLLARS,
    (match, name: string | undefined, close: string | undefined, offset: number) => {
      if (match === '$${') return `\${${DOLLAR}}{`;
      if (name === undefined) return `\${${DOLLAR}}`;
      if (close && Object.hasOwn(declared, name)) return match;
      const end = text.indexOf('}', offset);
      onFault({
        text: text.slice(offset, end < 0 ? offset + match.length : end + 1),
        name,
        kind: close ? 'undeclared' : 'operator',
      });
      return match;
    },
  );
}

/** Names of the variables that an emitted text refers to. */
export function variablesIn(template: string): string[] {
  return template.includes('$')
    ? Array.from(template.matchAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g), (match) => match[1] ?? '')
    : [];
}
