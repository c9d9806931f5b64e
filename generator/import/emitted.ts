import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { Path } from '../load/path.ts';
import { isScriptField, mapStrings } from '../load/strings.ts';
import { DOLLAR, toTemplate } from '../load/template.ts';

/** A literal text in emitted form, in which `${NAME}` is a variable and `${DOLLAR}` a literal `$`. */
export function literal(text: string): string {
  return text.replaceAll('$', `\${${DOLLAR}}`);
}

/** A literal `${`, and the name after it. */
const DOLLAR_BRACE = new RegExp(`\\$\\{${DOLLAR}\\}\\{(?=(\\w*))`, 'g');

/** The reference to a variable in emitted form. */
export function reference(name: string): string {
  return `\${${name}}`;
}

/** A text in emitted form as `fleet.yaml` has it: the shortest of the ways to write it that is read as that text. */
export function toFleetText(
  emitted: string,
  declared: Readonly<Record<string, unknown>>,
  isScript: boolean,
): string {
  if (!emitted.includes('$')) return emitted;
  const plain = emitted.replaceAll(`\${${DOLLAR}}`, '$');
  // A literal `${` is written `$${`; in a script only where it would be read as a variable.
  const escaped = emitted.replaceAll(`\${${DOLLAR}}{`, () => '$${').replaceAll(`\${${DOLLAR}}`, '$');
  const mixed = emitted
    .replace(DOLLAR_BRACE, (_, name: string) => (Object.hasOwn(declared, name) ? '$${' : '${'))
    .replaceAll(`\${${DOLLAR}}`, '$');
  return [plain, mixed, escaped].find((text) => reads(text, emitted, declared, isScript)) ?? escaped;
}

function reads(
  text: string,
  emitted: string,
  declared: Readonly<Record<string, unknown>>,
  isScript: boolean,
): boolean {
  let isFaulty = false;
  const read = toTemplate(text, { declared, isScript }, ({ kind }) => {
    isFaulty ||= kind === 'undeclared' || kind === 'operator';
  });
  return read === emitted && !isFaulty;
}

/** A value with all its texts as `fleet.yaml` has them. */
export function toFleetValue(value: unknown, declared: Readonly<Record<string, unknown>>): Value {
  return mapStrings(value, (text, field) => toFleetText(text, declared, isScriptField(field)));
}

/** Calls back for each text of a value with its path. */
export function eachText(
  value: Value,
  show: (path: readonly (string | number)[], text: string) => void,
  path: Path = [],
): void {
  if (typeof value === 'string') show(path, value);
  else if (Array.isArray(value)) for (const [i, item] of value.entries()) eachText(item, show, [...path, i]);
  else if (isObject(value))
    for (const [key, item] of Object.entries(value)) eachText(item, show, [...path, key]);
}

/** The value with what `replace` makes of each text. */
export function replaceTexts(value: ValueObject, replace: ReplaceText): ValueObject;
export function replaceTexts(value: Value, replace: ReplaceText): Value;
export function replaceTexts(value: Value, replace: ReplaceText): Value {
  return replaceLeaves(value, (path, leaf) => (typeof leaf === 'string' ? replace(path, leaf) : leaf));
}

type ReplaceText = (path: Path, text: string) => string;
type ReplaceLeaf = (path: Path, leaf: Value) => Value;

/** The value with what `replace` makes of everything but mappings and lists. */
export function replaceLeaves(value: ValueObject, replace: ReplaceLeaf, path?: Path): ValueObject;
export function replaceLeaves(value: Value, replace: ReplaceLeaf, path?: Path): Value;
export function replaceLeaves(value: Value, replace: ReplaceLeaf, path: Path = []): Value {
  if (Array.isArray(value)) return value.map((item, i) => replaceLeaves(item, replace, [...path, i]));
  if (!isObject(value)) return replace(path, value);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, replaceLeaves(item, replace, [...path, key])]),
  );
}
