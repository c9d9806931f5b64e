import { stringify } from 'yaml';
import { PATTERNS } from '../../diagnostics/crd-help/patterns.ts';
import type { Field, Versions } from './field.ts';
import { type Shape, typeText } from './shape.ts';

/** What a field takes beyond its type: fixed values, a form, bounds; empty where it takes anything. */
export function allowedText({ shape, values }: Pick<Field, 'shape' | 'values'>): string {
  const { allowed, pattern, bounds } = shape;
  if (allowed.length > 0)
    return allowed
      .map((value) => {
        const versions = values.get(value);
        return `\`${String(value)}\`${versions ? ` (${versionText(versions)})` : ''}`;
      })
      .join(', ');
  const takes =
    pattern === undefined ? undefined : (PATTERNS[pattern]?.takes ?? `text that matches \`${pattern}\``);
  return [...(takes === undefined ? [] : [takes]), ...bounds].join('; ');
}

/** A default as YAML on one line; empty where it is missing. */
export function defaultText({ default: value }: Shape): string {
  return value === undefined
    ? ''
    : stringify(value, { collectionStyle: 'flow', lineWidth: 0 })
        .trim()
        .replaceAll(/\s*\n\s*/g, ' ');
}

/** The versions that have a field: `1.8 to 1.15`, `since 1.13`. */
export function versionText({ having, all }: Versions): string {
  const [first, last] = [having[0], having.at(-1)];
  if (first === undefined) return 'no supported version';
  if (having.length === all.length) return `${first} to ${last}`;
  const from = all.indexOf(first);
  if (having.length === all.length - from) return `since ${first}`;
  if (from === 0 && all[having.length - 1] === last) return `up to ${last}`;
  return having.join(', ');
}

/** A description as paragraphs: lines that are only wrapped are joined. */
export function paragraphs(description: string): string {
  return description.trim().replaceAll(/([^\n.:])\n(?=[a-z(])/g, '$1 ');
}

/** The first sentence of a description, for a row of a table. */
export function summary(description: string): string {
  const line =
    paragraphs(description)
      .split('\n')[0]
      ?.replace(/[^.:]$/, '$&.') ?? '';
  return (/^.*?[^.][.](?= [A-Z]|$)/.exec(line)?.[0] ?? line).replaceAll('|', '\\|').replaceAll('<', '\\<');
}

/** One field's row: name, type, default, versions, meaning. */
export function rowOf(field: Field, name: string): string {
  const { shape, required, karpenter } = field;
  const type = `${typeText(shape)}${required ? ', required' : ''}`;
  const value = defaultText(shape);
  const since =
    karpenter && karpenter.having.length < karpenter.all.length
      ? ` Karpenter: ${versionText(karpenter)}.`
      : '';
  const allowed = allowedText(field);
  const takes = allowed === '' ? '' : ` Takes ${allowed.replaceAll('|', '\\|')}.`;
  return `| \`${name}\` | ${type} | ${value === '' ? '' : `\`${value}\``} | ${`${summary(shape.description)}${takes}${since}`.trim()} |`;
}

export const TABLE_HEAD = '| field | type | default | means |\n|---|---|---|---|';
