import type { Value, ValueObject } from '../value.ts';
import type { SourceStyle } from '../yaml/node.ts';
import { canBeBlock, reprint } from '../yaml/reprint.ts';
import { isPlainString, resolveKustomize } from '../yaml/scalar.ts';
import { analyze } from '../yaml/style.ts';
import { getField, setField, withField } from './object.ts';

/**
 * Source text of scalars that their value does not show: `a:` and `a: ~` are both null, `1.50` and `1.5`
 * one number, `a: "b"` and `a: b` one text, and a folded scalar is not the text that is printed for it.
 * kustomize works on text and styles, and the output depends on them where one scalar replaces another.
 * Kept in the object or list, under a symbol, so that copying an object copies it and nothing else sees it.
 */
const SOURCE = Symbol('source text');

/** How a scalar is written; `untyped` is a plain one that kustomize made, so that its text alone gives it a type. */
export type ScalarStyle = SourceStyle | 'untyped';

interface Source {
  /** The value that was written like this: once the key has another value, the entry is ignored. */
  readonly value: Value | undefined;
  readonly text: string;
  readonly style: ScalarStyle;
  /** What the text is without its quotes, where a number or a date replaced a text in quotes: kustomize keeps the type. */
  readonly typed?: Value;
}

/** Present on mappings and lists in flow style, in which kustomize prints an empty plain scalar as `''`. */
const FLOW = Symbol('flow style');

type Parent = ValueObject | readonly Value[];
type WithSource = Parent & { [SOURCE]?: Map<string | number, Source>; [FLOW]?: boolean };

/** Records how `parent[key]` was written; only for objects and lists that nothing else refers to yet. */
export function recordSourceText(
  parent: ValueObject | Value[],
  key: string | number,
  text: string,
  style: SourceStyle,
): void {
  const target: WithSource = parent;
  target[SOURCE] ??= new Map();
  target[SOURCE].set(key, { value: childOf(parent, key), text, style });
}

/** Records flow style, or block style; only for objects and lists that nothing else refers to yet. */
export function recordFlow(parent: ValueObject | Value[], isFlow = true): void {
  const target: WithSource = parent;
  if (isFlow) target[FLOW] = true;
  else delete target[FLOW];
}

/** True for a mapping or a list that was written as `{…}` or `[…]`. */
export function isFlow(value: Value | undefined): boolean {
  return typeof value === 'object' && value !== null && (value as WithSource)[FLOW] === true;
}

/** A changed copy of a list, written as the list is. */
export function inStyleOf(list: readonly Value[], copy: Value[]): Value[] {
  const { [SOURCE]: source, [FLOW]: flow }: WithSource = list;
  const target: WithSource = copy;
  if (source !== undefined) target[SOURCE] = source;
  if (flow) target[FLOW] = true;
  return copy;
}

/** The list with one more element, which kustomize made: only its text gives it a type. */
export function withMadeItem(list: readonly Value[], value: Value, text: string): Value[] {
  const longer = inStyleOf(list, [...list, value]);
  if (typeof value !== 'object' || value === null)
    note(longer, list.length, { value, text, style: 'untyped' });
  return longer;
}

/**
 * Sets a key, in a fresh copy of `target`, to the scalar that `source` has there. The target keeps its style, and
 * in quotes or in a block everything is text; a new key has the style of the source.
 */
export function setScalarFrom(
  copy: ValueObject,
  target: ValueObject,
  source: ValueObject,
  key: string,
): void {
  const text = textAt(source, key);
  const given = getField(source, key) ?? null;
  const printed = (style: ScalarStyle) => (isFlow(target) ? text : printedText(text, style));
  if (!Object.hasOwn(target, key)) {
    const style = isAmbiguous(source, key) ? 'quoted' : styleAt(source, key);
    const value = isFlow(target) && isTextStyle(style) ? text : given;
    setField(copy, key, value);
    note(copy, key, { value, text, style });
    return;
  }
  const targetStyle = styleAt(target, key);
  const style = targetStyle === 'untyped' ? 'plain' : targetStyle;
  const isTyped = !isTextStyle(styleAt(source, key)) && given !== text;
  const value = isTyped && !isTextStyle(style) ? given : printed(style);
  setField(copy, key, value);
  note(copy, key, { value, text, style, ...(isTyped && { typed: given }) });
}

/** Records, in a fresh copy of an object, the text of a plain scalar. */
export function setPlainText(copy: ValueObject, key: string, text: string): void {
  note(copy, key, { value: getField(copy, key) ?? null, text, style: 'plain' });
}

/** Puts quotes, in a fresh copy of an object, around a text that YAML 1.1 reads as something else. */
export function quoteAmbiguous(copy: ValueObject, key: string): void {
  const text = textAt(copy, key);
  setField(copy, key, text);
  note(copy, key, { value: text, text, style: 'quoted' });
}

/**
 * True for `yes` and the like without quotes, to which kyaml gives quotes when it sets a field; so it does to a
 * number that has no type yet.
 */
export function isAmbiguous(object: ValueObject, key: string): boolean {
  const value = getField(object, key);
  if (typeof value === 'object' || value === '') return false;
  if (typeof value === 'string' && isPlainString(value)) return false;
  const style = styleAt(object, key);
  if (style === 'untyped') return !isPlainString(textAt(object, key));
  return style === 'plain' && typeof value === 'string' && textAt(object, key) === value;
}

/** Puts quotes, in a fresh copy of an object, around all texts at these keys that are ambiguous. */
export function quoteAmbiguousKeys(copy: ValueObject, keys: Iterable<string>): void {
  for (const key of keys) if (isAmbiguous(copy, key)) quoteAmbiguous(copy, key);
}

/** The object with the text of the scalar at a key replaced by another, whose value is `value`; its style does not change. */
export function withScalarText(
  object: ValueObject,
  key: string,
  value: Value,
  text: string,
  style = styleAt(object, key),
): ValueObject {
  const printed = isTextStyle(style) || value === text ? printedText(text, style) : value;
  if (getField(object, key) === printed && textAt(object, key) === text) return object;
  const changed = { ...object };
  setField(changed, key, printed);
  const isTyped = (object as WithSource)[SOURCE]?.get(key)?.typed !== undefined;
  note(changed, key, { value: printed, text, style, ...(isTyped && { typed: value }) });
  return changed;
}

/** The object with a key set by kustomize itself: without quotes around it, only its text gives it a type then. */
export function withMadeText(object: ValueObject, key: string, value: Value): ValueObject {
  const changed = withField(object, key, value);
  if (changed === object || typeof value !== 'string' || isTextStyle(styleAt(object, key))) return changed;
  note(changed, key, { value, text: value, style: 'untyped' });
  return changed;
}

function note(copy: ValueObject | Value[], key: string | number, source: Source): void {
  const { value = null, text, style } = source;
  const known = (copy as WithSource)[SOURCE];
  const isPlainToSee = source.typed === undefined && text === String(value) && style === visibleStyle(value);
  if (isPlainToSee && known?.get(key) === undefined) return;
  (copy as WithSource)[SOURCE] = new Map(known).set(key, source);
}

/** The value of a text in a style once kustomize has printed it and read it again, if it can read it. */
function printedText(text: string, style: ScalarStyle): string {
  return style === 'untyped' ? text : (reprint(text, style) ?? text);
}

/** The value of a scalar whose text is set: typed by what it looks like, unless its style makes it text. */
export function valueInStyle(text: string, style: ScalarStyle): Value {
  return isTextStyle(style) ? printedText(text, style) : resolveKustomize(text);
}

/** True for the styles in which every scalar is a text. */
export function isTextStyle(style: ScalarStyle): boolean {
  return style !== 'plain' && style !== 'untyped';
}

/** The value of the scalar at a key, with the type that it had before it replaced a text in quotes. */
export function typedValueAt(object: ValueObject, key: string): Value | undefined {
  const value = getField(object, key);
  const source = (object as WithSource)[SOURCE]?.get(key);
  return source !== undefined && source.value === value ? (source.typed ?? value) : value;
}

/** True for a text; to kustomize a plain `2001-01-01` is a time, and a scalar that it made has no type yet. */
export function isTextAt(parent: Parent, key: string | number): boolean {
  const value = childOf(parent, key);
  if (styleAt(parent, key) === 'untyped') return true;
  const text = textAt(parent, key);
  return typeof value === 'string' && (value === text || resolveKustomize(text) !== value);
}

/** The style of the scalar at a key; of one that was not read from a file, the style that it needs. */
export function styleAt(parent: Parent, key: string | number): ScalarStyle {
  const value = childOf(parent, key);
  const source = (parent as WithSource)[SOURCE]?.get(key);
  return source !== undefined && source.value === value ? source.style : visibleStyle(value);
}

function visibleStyle(value: Value | undefined): SourceStyle {
  // kyaml puts quotes around texts that look like another type, but not around an empty one.
  if (typeof value !== 'string' || value === '') return 'plain';
  if (value.includes('\n')) return canBeBlock(value) ? 'literal' : 'quoted';
  return resolveKustomize(value) !== value || !analyze(value).plain ? 'quoted' : 'plain';
}

/** Text of the scalar at a key or an index as its author wrote it; `''` for lists, mappings and absent keys. */
export function textAt(parent: Parent, key: string | number): string {
  const value = childOf(parent, key);
  const source = (parent as WithSource)[SOURCE]?.get(key);
  if (source !== undefined && source.value === value) return source.text;
  return textOf(value);
}

function childOf(parent: Parent, key: string | number): Value | undefined {
  return typeof key === 'number' ? (parent as readonly Value[])[key] : getField(parent as ValueObject, key);
}

/** Text of a scalar; `''` for lists, mappings and `undefined`. */
export function textOf(value: Value | undefined): string {
  if (typeof value === 'string') return value;
  if (value === undefined || (typeof value === 'object' && value !== null)) return '';
  return String(value);
}

/** True for `key:` with nothing after it, which a strategic merge drops where it keeps `key: null`. */
export function isBlankNull(object: ValueObject, key: string): boolean {
  return getField(object, key) === null && textAt(object, key) === '' && styleAt(object, key) !== 'untyped';
}

/** The value without any recorded text, shared where there was none. */
export function withoutSourceText(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  let changed = (value as WithSource)[SOURCE] !== undefined || isFlow(value);
  if (Array.isArray(value)) {
    const items = value.map(withoutSourceText);
    return !changed && items.every((item, index) => item === value[index]) ? value : items;
  }
  const entries = Object.entries(value).map(([key, item]): [string, Value] => {
    const clean = withoutSourceText(item);
    changed ||= clean !== item;
    return [key, clean];
  });
  return changed ? Object.fromEntries(entries) : value;
}
