import type { Location } from '../diagnostics/diagnostic.ts';
import type { FleetSources } from './fleet.ts';
import type { Path } from './path.ts';
import { VARIABLE_PATTERN } from './variable-pattern.ts';

/** A value in words, with the type that it has. */
export function described(value: unknown, written: string | undefined): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string'
    ? `the text ${JSON.stringify(value)}`
    : `the ${typeof value} ${written ?? String(value)}`;
}

const TYPE_NAMES: Record<string, string> = {
  object: 'a mapping',
  array: 'a list',
  string: 'text',
  null: 'null',
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
};

/** Types in words. Where only text with a variable in it is allowed beside another type, text is not named. */
export function typeNames(types: readonly string[], schema: Record<string, unknown> | undefined): string {
  return ownTypes(types, schema)
    .map((one) => TYPE_NAMES[one] ?? one)
    .join(' or ');
}

/** The types that a field has in Karpenter's CRD. */
export function ownTypes(types: readonly string[], schema: Record<string, unknown> | undefined): string[] {
  const onlyVariable = schema?.pattern === VARIABLE_PATTERN && types.length > 1;
  return types.filter((one) => one !== 'null' && !(onlyVariable && one === 'string'));
}

/**
 * How to give a field a value of another type.
 * @param written the value as it is in the file
 */
export function typeHelp(
  path: Path,
  value: unknown,
  types: readonly string[],
  written: string | undefined,
): string {
  const scalar = typeof value === 'number' || typeof value === 'boolean';
  const parsed = typeof value === 'string' ? unquoted(value, types) : undefined;
  if (parsed !== undefined) return `Write it without quotes: ${parsed}`;
  if (scalar && types.includes('string')) {
    const text = JSON.stringify(written ?? String(value));
    const isVariable = path.at(-2) === 'variables' || (path[1] === 'variables' && path.at(-1) === 'default');
    return isVariable
      ? `Write it in quotes: ${text}. Substitution drops these quotes; if the field takes text and contains nothing else, put quotes inside them: '${text}'`
      : `Write it in quotes: ${text}`;
  }
  if (value === null)
    return types.includes('object')
      ? `Give it a value, write ${String(path.at(-1))}: {} for an empty mapping, or remove the key`
      : 'Give it a value, or remove the key';
  if (typeof value === 'number' && types.includes('integer')) return 'Write a whole number';
  const isContainer = typeof value === 'object';
  const known = isContainer ? undefined : knownMapping(path, yamlWord(value), types);
  if (known !== undefined) return known;
  if (types.includes('array') && isContainer)
    return 'Write a list: put "- " before the first key, or [ ] around the mapping';
  if (types.includes('array') && !isContainer) return `Write a list: [${written ?? yamlWord(value)}]`;
  if (types.includes('object'))
    return isContainer
      ? `Write KEY: VALUE for each entry, without the "- "${named(path, value)}`
      : `Write a mapping: KEY: VALUE${named(path, value)}`;
  const placeholder = isContainer ? bareName(value) : undefined;
  if (placeholder !== undefined) return `Write it in quotes: "${placeholder}"`;
  if (isContainer) return 'Write one value; quote it if it is text that begins with [ or {';
  return 'Correct the value';
}

/** The mapping that a text is probably short for. */
function knownMapping(path: Path, word: string, types: readonly string[]): string | undefined {
  if (!types.includes('object')) return undefined;
  const field = String(path.at(-1));
  if (path.length === 3 && path[1] === 'variables') return `Write ${field}: { default: ${word} }`;
  if (path.length === 2 && field === 'delivery' && word === 'flux')
    return 'Write delivery: { flux: { sourceRef: { kind: GitRepository, name: flux-system } } }';
  if (path.length === 2 && field === 'delivery' && word === 'argocd')
    return 'Write delivery: { argocd: { repoURL: URL } }, with the URL of this repository';
  const isTerm = /SelectorTerms$/.test(String(path.at(-2)));
  return isTerm && /^(?:ami|sg|subnet)-/.test(word) ? `Write { id: ${word} }` : undefined;
}

/** Fields whose keys are names that the author chooses, of entries that may be empty. */
const NAMED = ['environments', 'clusters', 'pools', 'nodeClasses'];

/** A name as the key of an entry, where only names are written. */
function named(path: Path, value: unknown): string {
  const [first] = [value].flat();
  const isName = typeof first === 'string' && /^[\w-]+$/.test(first);
  return isName && NAMED.includes(String(path.at(-1))) ? `, such as ${first}: {}` : '';
}

/** `{cluster}`, which YAML reads as a mapping without quotes. */
function bareName(value: unknown): string | undefined {
  const [[key, inner] = [], ...more] = Object.entries(value as object);
  return key !== undefined && inner === null && more.length === 0 && !Array.isArray(value)
    ? `{${key}}`
    : undefined;
}

/** The number or boolean that a text was meant to be; undefined for other texts. */
function unquoted(text: string, types: readonly string[]): string | undefined {
  const isNumber = /^-?\d+$/.test(text) && Number.isSafeInteger(Number(text));
  if (isNumber && (types.includes('integer') || types.includes('number'))) return String(Number(text));
  return types.includes('boolean') && /^(?:true|false)$/i.test(text) ? text.toLowerCase() : undefined;
}

/** A text as YAML has it in a list. */
function yamlWord(value: unknown): string {
  const text = String(value);
  return /^[\w./-]+$/.test(text) && /^[A-Za-z./]/.test(text) ? text : JSON.stringify(text);
}

/** A number or boolean as it is written, `01` for 1; undefined where its place spans lines or is not known. */
export function scalarText(
  { file, line, column, endLine, endColumn }: Location,
  textOf: FleetSources['textOf'],
): string | undefined {
  if (endLine !== line || endColumn === undefined) return undefined;
  const text = textOf(file)
    ?.split('\n', line)
    [line - 1]?.slice(column - 1, endColumn - 1);
  return text !== undefined && /^[\w.+-]+$/.test(text) ? text : undefined;
}
