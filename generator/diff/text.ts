import type { Value } from '@kustomize-ts/core';
import { valueText } from '../plan/value-text.ts';
import { type FieldDiff, type FleetDiff, isEmptyDiff, type ObjectDiff, type VariableDiff } from './diff.ts';
import type { TypesDiff } from './types.ts';

/** A group of lines under what they are about. */
export interface DiffSection {
  title: string;
  lines: string[];
}

/** What is different, for text and Markdown. */
export function sectionsOf(diff: FleetDiff): DiffSection[] {
  const { a, b } = diff;
  return [
    { title: 'Versions and tier', lines: diff.settings.map((one) => fieldText(one, a, b)) },
    { title: 'Variables', lines: diff.variables.map(variableText) },
    ...diff.objects.map((one) => ({ title: one.object, lines: objectLines(one, a, b) })),
  ].filter(({ lines }) => lines.length > 0);
}

/** The difference in a sentence. */
export function sentenceOf(diff: FleetDiff): string {
  const { a, b, objects, variables, types } = diff;
  if (isEmptyDiff(diff)) return `${a} and ${b} are the same`;
  const counts = [
    [objects.length, 'object'],
    [variables.length, 'variable'],
  ] as const;
  const parts = counts.flatMap(([count, noun]) =>
    count > 0 ? [`${count} ${noun}${count === 1 ? '' : 's'}`] : [],
  );
  const sentence =
    parts.length === 0 ? `${a} and ${b} differ` : `${a} and ${b} differ in ${parts.join(' and ')}`;
  return types ? `${sentence}; ${typesSentence(types, a, b)}` : sentence;
}

/** The whole difference as text. */
export function diffText(diff: FleetDiff): string {
  const sections = sectionsOf(diff).map(
    ({ title, lines }) => `${title}\n${lines.map((line) => `  ${line}\n`).join('')}`,
  );
  return [...sections, `${sentenceOf(diff)}\n`].join('\n');
}

/** The whole difference as Markdown. */
export function diffMarkdown(diff: FleetDiff): string {
  const sections = sectionsOf(diff).map(
    ({ title, lines }) => `### ${title}\n\n${lines.map((line) => `- ${code(line)}\n`).join('')}`,
  );
  return [`**${escaped(sentenceOf(diff))}**\n`, ...sections].join('\n');
}

/** A line as code, whatever quotes it has. */
function code(line: string): string {
  const fence = line.includes('`') ? '``' : '`';
  return `${fence}${line}${fence}`;
}

function escaped(text: string): string {
  return text.replace(/[\\*_`<>[\]]/g, '\\$&');
}

function objectLines({ only, renamed, fields, types }: ObjectDiff, a: string, b: string): string[] {
  if (only) return [`only in ${only === 'a' ? a : b}${renamedText(only, renamed)}`];
  return [
    ...fields.map((one) => fieldText(one, a, b)),
    ...(types ? [`instance types: ${typesSentence(types, a, b)}${namesText(types, a, b)}`] : []),
  ];
}

function renamedText(only: 'a' | 'b', renamed: string | undefined): string {
  if (renamed === undefined) return '';
  return only === 'a'
    ? `, renamed to ${renamed}: to Karpenter this is another pool, with new nodes`
    : `, the new name of ${renamed}`;
}

function fieldText(field: FieldDiff, a: string, b: string): string {
  const { onlyA, onlyB } = field;
  if (!onlyA || !onlyB) return `${field.field}: ${valueText(field.a)} → ${valueText(field.b)}`;
  const sides = [itemsText(onlyA, a), itemsText(onlyB, b)].filter(Boolean);
  return `${field.field}: ${sides.join('; ')}`;
}

function itemsText(items: readonly Value[], side: string): string {
  return items.length === 0 ? '' : `only in ${side}: ${items.map(valueText).join(', ')}`;
}

function variableText({ variable, a, b, fields }: VariableDiff): string {
  const change = `${variable}: ${valueText(a)} → ${valueText(b)}`;
  return fields.length === 0 ? change : `${change}, in ${fields.join(', ')}`;
}

function typesSentence({ a: countA, b: countB }: TypesDiff, a: string, b: string): string {
  const difference = countB - countA;
  if (difference === 0) return `${b} allows as many instance types as ${a}, ${countB}, and others`;
  const count = Math.abs(difference);
  return `${b} allows ${count} instance type${count === 1 ? '' : 's'} ${difference < 0 ? 'fewer' : 'more'} than ${a}, ${countB} instead of ${countA}`;
}

const MOST_NAMED = 5;

function namesText({ onlyA, onlyB }: TypesDiff, a: string, b: string): string {
  const named = (names: readonly string[], side: string): string => {
    if (names.length === 0) return '';
    const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
    return `; only in ${side}: ${names.slice(0, MOST_NAMED).join(', ')}${more}`;
  };
  return `${named(onlyA, a)}${named(onlyB, b)}`;
}
