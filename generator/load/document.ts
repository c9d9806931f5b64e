import {
  type Alias,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLParseError,
} from 'yaml';
import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts';
import { createDocumentPlaces, range } from './document-places.ts';
import { encodingFault } from './encoding.ts';
import { excessDiagnostic } from './excess.ts';
import { measure } from './measure.ts';
import { mergeConflict } from './merge-conflict.ts';
import type { DocumentPlaces } from './path.ts';
import { survey } from './survey.ts';
import { syntaxText } from './syntax.ts';
import { documentValue } from './yaml-value.ts';

/** A mapping of a parsed file. */
export type Mapping = Record<string, unknown>;

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Bytes over which a file is refused: reading it would take seconds, and `include` splits a fleet. */
export const MAX_FILE_SIZE = 4 * 1024 * 1024;

/** One parsed YAML file of a fleet. Offsets stay inside; `locate` turns them into lines at the edge. */
export interface SourceDocument extends DocumentPlaces {
  file: string;
  text: string;
  /** The plain value, `undefined` where the file could not be read. */
  value: unknown;
}

/**
 * Parses one YAML 1.2 document. Syntax errors, duplicate keys, alias bombs and oversized files become
 * diagnostics with code `yaml-syntax`, `yaml-duplicate-key`, `yaml-alias` or `file-too-large`.
 */
export function parseSource(
  file: string,
  text: string,
): { document: SourceDocument; diagnostics: Diagnostic[] } {
  if (text.length > MAX_FILE_SIZE)
    return { document: emptyDocument(file, text), diagnostics: [tooLarge(file, text)] };
  const encoding = encodingFault(file, text);
  if (encoding) return { document: emptyDocument(file, text), diagnostics: [encoding] };
  const lines = new LineCounter();
  const parsed = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    // `survey` finds duplicates in one walk, however many clusters there are.
    uniqueKeys: false,
  });
  const at = (start: number, end = start): Location => range(file, lines, start, end);
  const next = 'run poolwright generate, and git add the fleet and its tree';
  // Later errors are mostly consequences of the first.
  const diagnostics: Diagnostic[] = parsed.errors
    .slice(0, 1)
    .map((error) => mergeConflict(text, { file, next }) ?? syntaxFault(error, text, at));

  const { duplicates, targets, unresolved } = survey(parsed);
  if (diagnostics.length === 0) {
    for (const key of duplicates) diagnostics.push(duplicateKey(key, at));
    for (const alias of unresolved) diagnostics.push(unresolvedAlias(alias, at));
  }
  const places = createDocumentPlaces({ document: parsed, text, targets, at });
  let value: unknown;
  if (diagnostics.length === 0) {
    // Aliases share the value of their anchor; `measure` limits its size with every alias written out.
    const read = documentValue(parsed, targets);
    for (const pair of read.badMerges.slice(0, 1)) diagnostics.push(badMerge(pair, at));
    if (read.mergesTooMuch) diagnostics.push(excessDiagnostic({ kind: 'too-many', path: [] }, places.locate));
    else
      for (const fault of measure(read.value).excess)
        diagnostics.push(excessDiagnostic(fault, places.locate));
    if (diagnostics.length === 0) value = read.value;
  }
  return { document: { file, text, value, ...places }, diagnostics };
}

function syntaxFault(
  error: YAMLParseError,
  text: string,
  at: (start: number, end: number) => Location,
): Diagnostic {
  const { range: place = error.pos, ...said } = syntaxText(error, text);
  return { code: 'yaml-syntax', severity: 'error', ...said, at: at(...place) };
}

function duplicateKey({ value, range }: Scalar, at: (start: number, end: number) => Location): Diagnostic {
  return {
    code: 'yaml-duplicate-key',
    severity: 'error',
    message: `duplicate key: the mapping already has ${String(value)}`,
    help: 'Keep one of the two keys',
    at: at(range?.[0] ?? 0, range?.[1] ?? 0),
  };
}

function unresolvedAlias({ source, range }: Alias, at: (start: number, end: number) => Location): Diagnostic {
  return {
    code: 'yaml-alias-limit',
    severity: 'error',
    message: `the alias *${source} has no anchor`,
    help: `Define the anchor &${source} before the alias, or quote the value if the * is text`,
    at: at(range?.[0] ?? 0, range?.[1] ?? 0),
  };
}

function badMerge({ key, value }: Pair, at: (start: number, end: number) => Location): Diagnostic {
  const [start = 0, end = 0] = (value as Node | null)?.range ?? (key as Node).range ?? [];
  return {
    code: 'wrong-type',
    severity: 'error',
    message: 'the merge key << takes a mapping, an alias of one, or a list of those, in at most 100 levels',
    help: 'Write <<: *name with the anchor &name on a mapping before it',
    at: at(start, end),
  };
}

function emptyDocument(file: string, text: string): SourceDocument {
  return { file, text, value: undefined, depth: () => 0, locate: () => ({ file, line: 1, column: 1 }) };
}

function tooLarge(file: string, text: string): Diagnostic {
  return {
    code: 'file-too-large',
    severity: 'error',
    message: `the file has ${(text.length / 1024 / 1024).toFixed(1)} MiB; the limit is ${MAX_FILE_SIZE / 1024 / 1024} MiB per file`,
    help: 'Split the fleet into several files and list them under include',
    at: { file, line: 1, column: 1 },
  };
}
