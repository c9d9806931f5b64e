/** Text that holds a variable: allowed in fleet.yaml wherever a CRD wants a number, a boolean or a text of some form. */
export const VARIABLE_PATTERN = '\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}';

const BEFORE = '(?:';
const AFTER = `)|${VARIABLE_PATTERN}`;

/** The pattern of fleet.yaml's schema for a text that a CRD has a pattern for. */
export function orVariable(pattern: string): string {
  return `${BEFORE}${pattern}${AFTER}`;
}

/** The CRD's own part of a pattern of fleet.yaml's schema; undefined where only a variable is text there. */
export function withoutVariable(pattern: string): string | undefined {
  if (pattern === VARIABLE_PATTERN) return undefined;
  return pattern.startsWith(BEFORE) && pattern.endsWith(AFTER)
    ? pattern.slice(BEFORE.length, -AFTER.length)
    : pattern;
}
