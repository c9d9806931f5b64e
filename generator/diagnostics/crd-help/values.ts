import { unfilledHelp } from '../template-syntax.ts';
import { PATTERNS } from './patterns.ts';

/** What is wrong with a value, and how to fix it, in words. */
export interface ValueHelp {
  /** What the field takes, to follow "cannot be X: it takes …". */
  takes: string;
  /** An imperative sentence without a final full stop. */
  help: string;
}

/**
 * Help for a text that does not match the pattern of its field; undefined for a pattern that is not known.
 * @param field the field's own name, `cpu`
 */
export function patternHelp(pattern: string, value: unknown, field: string): ValueHelp | undefined {
  const known = PATTERNS[pattern];
  if (known === undefined) return undefined;
  const unfilled = unfilledHelp(String(value));
  if (unfilled !== undefined) return { takes: known.takes, help: unfilled };
  const expression = new RegExp(pattern);
  const found = (known.convert?.(String(value)) ?? []).filter((text) => text !== '' && expression.test(text));
  const [first, second] = found.map(yamlText);
  const help =
    first === undefined
      ? `Set ${field} to ${known.takes}`
      : known.example
        ? `Change ${field}, for example to ${first}`
        : `Set ${field} to ${first}${second === undefined || second === first ? '' : ` or ${second}`}${unitNote(found)}`;
  return { takes: known.takes, help };
}

/** How a text has to be written in YAML to stay one. */
function yamlText(text: string): string {
  return /^[-+.\d]|[%*]$/.test(text) && !/^\d+[a-zA-Z]/.test(text) ? JSON.stringify(text) : text;
}

function unitNote(found: readonly string[]): string {
  return found.length === 2 && found[0] === `${found[1]}i`
    ? ': Gi counts in powers of 1024, G in powers of 1000'
    : '';
}

const BOUNDS: Readonly<Record<string, (limit: number, field: string) => string>> = {
  minimum: (limit, field) => `Set ${field} to at least ${limit}`,
  maximum: (limit, field) => `Set ${field} to at most ${limit}`,
  minLength: (limit, field) => (limit === 1 ? `Give ${field} a value` : `Use at least ${limit} characters`),
  maxLength: (limit) => `Use at most ${limit} characters`,
  minItems: (limit, field) => `Give ${field} at least ${limit === 1 ? 'one entry' : `${limit} entries`}`,
  maxItems: (limit, field) => `Use at most ${limit} entries in ${field}`,
  minProperties: (limit, field) => `Give ${field} at least ${limit === 1 ? 'one entry' : `${limit} entries`}`,
  maxProperties: (limit, field) => `Use at most ${limit} entries in ${field}`,
};

/** Help for a value outside the bounds of its field; undefined for other keywords of a schema. */
export function boundHelp(keyword: string, limit: unknown, field: string): string | undefined {
  return typeof limit === 'number' ? BOUNDS[keyword]?.(limit, field) : undefined;
}
