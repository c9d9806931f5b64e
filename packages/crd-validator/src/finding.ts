import type { Cause, RuleParams, SchemaKeyword, Segment } from './cause.ts';
import type { FieldErrorType, Violation } from './types.ts';

/** A key of a map (`additionalProperties`), which some of the server's messages print as `[key]`. */
export interface MapKey {
  key: string;
}

export type Part = Segment | MapKey;

/**
 * An error before its place in the whole object is known: its path is relative to the subtree it was found in,
 * so that a subtree's findings can be cached and used again elsewhere.
 */
export interface Finding {
  cause: FindingCause;
  type: FieldErrorType;
  path: readonly Part[];
  /** How the server prints the field: `a.key`, `a[key]`, `.a.key`, or not at all. */
  style: 'dotted' | 'keyed' | 'leading' | 'none';
  /** The message, given the dotted path of `path`. */
  describe(dotted: string): string;
}

/** The cause of a violation, with the length of a rule's field path where its place is not known yet. */
export type FindingCause =
  | Exclude<Cause, { kind: 'rule' | 'rule-error' }>
  | { source: 'cel'; kind: 'rule' | 'rule-error'; params: Omit<RuleParams, 'rulePath'>; fieldLength: number };

export const metadataCause: FindingCause = { source: 'metadata', kind: 'metadata', params: {} };

/** A keyword that a value breaks. */
export function schemaCause(
  kind: SchemaKeyword,
  params: Readonly<Record<string, unknown>> = {},
): FindingCause {
  return { source: 'schema', kind, params };
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
  cause: FindingCause,
  type: FieldErrorType,
  describe: Finding['describe'],
  style: Finding['style'] = 'dotted',
): Finding {
  return { cause, type, path: [], style, describe };
}

/** The violation for a finding in the whole object. */
export function toViolation({ cause, type, path, style, describe }: Finding): Violation {
  const dotted = pathText(path, false);
  const segments = path.map(segmentOf);
  return {
    ...causeAt(cause, segments),
    type,
    field: fieldText(path, style, dotted),
    path: segments,
    message: describe(dotted),
  };
}

function causeAt(cause: FindingCause, path: readonly Segment[]): Cause {
  if (!('fieldLength' in cause)) return cause;
  const { source, kind, params, fieldLength } = cause;
  return { source, kind, params: { ...params, rulePath: path.slice(0, path.length - fieldLength) } };
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
