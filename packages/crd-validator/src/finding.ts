import type { FieldError, FieldErrorType, Segment } from './types.ts';

/** A key of a map (`additionalProperties`), which some of the server's messages print as `[key]`. */
export interface MapKey {
  key: string;
}

export type Part = Segment | MapKey;

/**
 * An error before its place in the whole object is known: its path is relative to the subtree it was found in,
 * so that a subtree's findings can be remembered and used again elsewhere.
 */
export interface Finding {
  type: FieldErrorType;
  path: readonly Part[];
  /** How the server prints the field: `a.key`, `a[key]`, `.a.key`, or not at all. */
  style: 'dotted' | 'keyed' | 'leading' | 'none';
  /** True for what list types forbid, which the server checks apart from the schema. */
  ofList?: true;
  /** The message, given the dotted path of `path`. */
  describe(dotted: string): string;
}

export const noFindings: readonly Finding[] = [];

/** The same findings seen from one level up. */
export function below(part: Part, findings: readonly Finding[]): readonly Finding[] {
  if (findings.length === 0) return noFindings;
  return findings.map((finding) => ({ ...finding, path: [part, ...finding.path] }));
}

/** Adds the findings of a part, seen from one level up; gives the list. */
export function addBelow(all: Finding[], part: Part, found: readonly Finding[]): Finding[] {
  for (const each of found) all.push({ ...each, path: [part, ...each.path] });
  return all;
}

/** A finding at the place itself. */
export function finding(
  type: FieldErrorType,
  describe: Finding['describe'],
  style: Finding['style'] = 'dotted',
): Finding {
  return { type, path: [], style, describe };
}

/** The error for a finding in the whole object. */
export function toFieldError({ type, path, style, describe }: Finding): FieldError {
  const dotted = pathText(path, false);
  return {
    type,
    field: fieldText(path, style, dotted),
    path: path.map(segmentOf),
    message: describe(dotted),
  };
}

function fieldText(path: readonly Part[], style: Finding['style'], dotted: string): string {
  if (style === 'none' || path.length === 0) return '<nil>';
  if (style === 'leading') return `.${dotted}`;
  return style === 'keyed' ? pathText(path, true) : dotted;
}

/** A path as the server prints it; a map's key as `.key` (kube-openapi) or as `[key]` (field.Path). */
export function pathText(path: readonly Part[], keyed: boolean): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else if (keyed && typeof part === 'object') text += `[${part.key}]`;
    else text += (text === '' ? '' : '.') + segmentOf(part);
  }
  return text;
}

function segmentOf(part: Part): Segment {
  return typeof part === 'object' ? part.key : part;
}
