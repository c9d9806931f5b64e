import { getField } from '../fields/object.ts';
import { textOf } from '../fields/source-text.ts';
import { isObject, type Value, type ValueObject } from '../value.ts';
import { resolveKustomize } from '../yaml/scalar.ts';
import { analyze, isPrintable } from '../yaml/style.ts';
import type { ScalarStyle, StyledNode } from './style-tree.ts';

/**
 * Writes an edited value in the style that `node` was written in, with the layout of kyaml's encoder:
 * two spaces, lists not indented, never folded. New values are written plain.
 */
export function writeStyled(value: Value, node: StyledNode | undefined): string {
  return block(value, node, 0).replace(/^[\n ]+/, '');
}

/** The value after `key:` or `-`: on the same line after a space, or on lines of its own. */
function block(value: Value, node: StyledNode | undefined, indent: number): string {
  if (Array.isArray(value)) return blockList(value, node?.kind === 'list' ? node : undefined, indent);
  if (isObject(value)) return blockMapping(value, node?.kind === 'mapping' ? node : undefined, indent);
  return ` ${scalar(value, node, indent, false)}`;
}

type ListNode = Extract<StyledNode, { kind: 'list' }>;
type MappingNode = Extract<StyledNode, { kind: 'mapping' }>;

function blockList(value: Value[], node: ListNode | undefined, indent: number): string {
  if (value.length === 0 || node?.isFlow) return ` ${flow(value, node)}`;
  const pad = `\n${' '.repeat(indent)}-`;
  return value
    .map((item, index) => pad + inline(block(item, node?.items[index], indent + 2), indent + 2))
    .join('');
}

function blockMapping(value: ValueObject, node: MappingNode | undefined, indent: number): string {
  const keys = orderedKeys(value, node);
  if (keys.length === 0 || node?.isFlow) return ` ${flow(value, node)}`;
  const pad = `\n${' '.repeat(indent)}`;
  return keys
    .map((key) => {
      const entry = node?.entries.get(key);
      const item = getField(value, key) ?? null;
      const inner = Array.isArray(item) ? indent : indent + 2;
      return `${pad}${keyText(key, entry?.keyStyle)}:${block(item, entry?.node, inner)}`;
    })
    .join('');
}

/** Moves the first line of a block up to the dash that it belongs to. */
function inline(text: string, indent: number): string {
  return text.startsWith('\n') ? ` ${text.slice(indent + 1)}` : text;
}

function flow(value: Value, node: StyledNode | undefined): string {
  if (Array.isArray(value)) {
    const items = node?.kind === 'list' ? node.items : [];
    return `[${value.map((item, index) => flow(item, items[index])).join(', ')}]`;
  }
  if (isObject(value)) {
    const mapping = node?.kind === 'mapping' ? node : undefined;
    const entries = orderedKeys(value, mapping).map((key) => {
      const entry = mapping?.entries.get(key);
      return `${keyText(key, entry?.keyStyle)}: ${flow(getField(value, key) ?? null, entry?.node)}`;
    });
    return `{${entries.join(', ')}}`;
  }
  return scalar(value, node, 0, true);
}

/** Keys in the order they were written, new ones last. */
function orderedKeys(value: ValueObject, node: MappingNode | undefined): string[] {
  const keys = Object.keys(value);
  if (node === undefined) return keys;
  const known = [...node.entries.keys()].filter((key) => Object.hasOwn(value, key));
  return [...known, ...keys.filter((key) => !node.entries.has(key))];
}

function keyText(key: string, style: ScalarStyle | undefined): string {
  return styledText(key, style ?? 'plain', 0, true);
}

/** An unchanged scalar is written as it was; a changed one keeps its style. */
function scalar(value: Value, node: StyledNode | undefined, indent: number, inFlow: boolean): string {
  const old = node?.kind === 'scalar' ? node : undefined;
  if (old !== undefined && old.value === value && old.style === 'plain') return old.text;
  const text = textOf(value);
  // Text that reads as something else needs quotes to remain text.
  const isMistaken = typeof value === 'string' && typeof resolveKustomize(text) !== 'string';
  const style = old?.style ?? 'plain';
  return styledText(text, style === 'plain' && isMistaken ? 'double' : style, indent, inFlow);
}

function styledText(text: string, style: ScalarStyle, indent: number, inFlow: boolean): string {
  const traits = analyze(text);
  if ((style === 'literal' || (style === 'plain' && text.includes('\n'))) && traits.literal && !inFlow) {
    return literal(text, indent);
  }
  const isPlain = traits.plain && text !== '' && !(inFlow && /[,[\]{}?]/.test(text));
  if (style === 'plain' && isPlain) return text;
  if (style !== 'double' && traits.singleQuoted && !text.includes('\n'))
    return `'${text.replaceAll("'", "''")}'`;
  return doubleQuoted(text);
}

function literal(text: string, indent: number): string {
  const body = text.replace(/\n+$/, '');
  const chomping = text.endsWith('\n') ? (text.endsWith('\n\n') ? '+' : '') : '-';
  const lines = body.split('\n').map((line) => (line === '' ? '' : `${' '.repeat(indent || 2)}${line}`));
  const hint = /^[ \n]/.test(text) ? '2' : '';
  return `|${hint}${chomping}\n${lines.join('\n')}${chomping === '+' ? text.slice(body.length + 1) : ''}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
};

function doubleQuoted(text: string): string {
  const escaped = Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (isPrintable(code) || code > 0xffff) return ESCAPES[character] ?? character;
    return ESCAPES[character] ?? `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`;
  });
  return `"${escaped.join('')}"`;
}
