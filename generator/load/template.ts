/** The implicit variable for a literal `$`, which envsubst and Flux turn back into `$`; its value is `$`. */
export const DOLLAR = 'DOLLAR';

/** A `$` construct in a fleet's string that needs a finding, or may need one. */
export interface TemplateFault {
  /** The construct as written, `${NAME:-x}` for example. */
  text: string;
  /** UTF-16 units from the string's start to the `$`. */
  offset: number;
  /** The name it starts with. */
  name: string;
  /** `literal`: `${NAME}` with an undeclared NAME in a script; `unbraced`: `$NAME` with a declared NAME. Both are literal text. */
  kind: 'undeclared' | 'operator' | 'literal' | 'unbraced';
}

/** How a string of `fleet.yaml` is read. */
export interface TemplateRules {
  declared: Readonly<Record<string, unknown>>;
  /** Whether `${` with an undeclared name is literal, since the string is a script, rather than a fault. */
  isScript: boolean;
}

const DOLLARS = /\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)(\}?)|\$([A-Za-z_][A-Za-z0-9_]*)?/g;

/**
 * Turns a string of `fleet.yaml` into the text that is emitted. `${NAME}` stays where NAME is declared, `$${` is a
 * literal `${`, every other `$` is literal; a literal `$` is emitted as `${DOLLAR}`, which envsubst, Flux and Argo CD
 * all turn back into `$`. `${` followed by a name that is not declared is literal in a script and a fault elsewhere; `${` followed by
 * more than a declared name is a fault.
 */
export function toTemplate(
  text: string,
  { declared, isScript }: TemplateRules,
  onFault: (fault: TemplateFault) => void = () => {},
): string {
  if (!text.includes('$')) return text;
  return text.replace(
    DOLLARS,
    (
      match,
      name: string | undefined,
      close: string | undefined,
      bare: string | undefined,
      offset: number,
    ) => {
      const literal = `\${${DOLLAR}}${match.slice(1)}`;
      if (match === '$${') return `\${${DOLLAR}}{`;
      if (name === undefined) {
        if (bare !== undefined && Object.hasOwn(declared, bare))
          onFault({ text: match, offset, name: bare, kind: 'unbraced' });
        return literal;
      }
      const isDeclared = Object.hasOwn(declared, name);
      if (close && isDeclared) return match;
      const isLiteral = isScript && !isDeclared;
      const end = text.indexOf('}', offset);
      onFault({
        text: text.slice(offset, end < 0 ? offset + match.length : end + 1),
        offset,
        name,
        kind: isLiteral ? 'literal' : close ? 'undeclared' : 'operator',
      });
      return isLiteral ? literal : match;
    },
  );
}

/** Names of the variables that an emitted text refers to. */
export function variablesIn(template: string): string[] {
  return template.includes('$')
    ? Array.from(template.matchAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g), (match) => match[1] ?? '')
    : [];
}
