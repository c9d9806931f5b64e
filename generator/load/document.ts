import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLMap,
  type YAMLParseError,
} from 'yaml';
import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts';
import { encodingFault } from './encoding.ts';
import { excessDiagnostic } from './excess.ts';
import { measure } from './measure.ts';
import { mergeConflict } from './merge-conflict.ts';
import { type AliasTargets, isMergePair, mergedMappings } from './merge-keys.ts';
import { survey } from './survey.ts';
import { syntaxText } from './syntax.ts';
import { documentValue } from './yaml-value.ts';

/** A step into a YAML value: a mapping key or a list index. */
export type Path = readonly (string | number)[];

/** What of an entry is located: its key, its value, or a text within the value, the `nth` of its occurrences from 0. */
export type Part = 'key' | 'value' | { text: string; nth: number };

/** A mapping of a parsed file. */
export type Mapping = Record<string, unknown>;

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Bytes over which a file is refused: reading it would take seconds, and `include` splits a fleet. */
export const MAX_FILE_SIZE = 4 * 1024 * 1024;

/** One parsed YAML file of a fleet. Offsets stay inside; `locate` turns them into lines at the edge. */
export interface SourceDocument {
  file: string;
  text: string;
  /** The plain value, `undefined` where the file could not be read. */
  value: unknown;
  /** How many steps of `path` this document has: `path.length` when the value is there. */
  depth(path: Path): number;
  /** Where the value at `path`, or its nearest parent in this document, is written. */
  locate(path: Path, part?: Part): Location;
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
    .map(
      (error) => mergeConflict(text, { file, next }) ?? syntaxFault(error, at(error.pos[0], error.pos[1])),
    );

  const { duplicates, targets, unresolved } = survey(parsed);
  if (diagnostics.length === 0) {
    for (const key of duplicates) diagnostics.push(duplicateKey(key, at));
    for (const alias of unresolved) diagnostics.push(unresolvedAlias(alias, at));
  }
  const lookup = { index: createIndex(targets), aliases: targets };
  const locate: SourceDocument['locate'] = (path, part = 'value') => {
    const { node, key, depth } = descend(parsed, lookup, path);
    const missing = depth < path.length;
    const target = (part === 'key' || missing) && key ? key : (anchored(node, targets) ?? key);
    if (typeof part === 'object' && !missing) {
      const [from, end] = target?.range ?? [0, 0];
      const start = nthIndex(text.slice(from, end), part);
      if (start >= 0) return at(from + start, from + start + part.text.length);
    }
    return at(target?.range?.[0] ?? 0, target?.range?.[1] ?? 0);
  };

  let value: unknown;
  if (diagnostics.length === 0) {
    // Aliases share the value of their anchor; `measure` limits its size with every alias written out.
    const read = documentValue(parsed, targets);
    for (const pair of read.badMerges.slice(0, 1)) diagnostics.push(badMerge(pair, at));
    if (read.mergesTooMuch) diagnostics.push(excessDiagnostic({ kind: 'too-many', path: [] }, locate));
    else for (const fault of measure(read.value).excess) diagnostics.push(excessDiagnostic(fault, locate));
    if (diagnostics.length === 0) value = read.value;
  }
  return {
    document: {
      file,
      text,
      value,
      depth: (path) => descend(parsed, lookup, path).depth,
      locate,
    },
    diagnostics,
  };
}

function syntaxFault(error: YAMLParseError, at: Location): Diagnostic {
  return { code: 'yaml-syntax', severity: 'error', ...syntaxText(error), at };
}

/** A scalar in the place of the alias of one: its text is what an author corrects. */
function anchored(node: Node | undefined, targets: AliasTargets): Node | undefined {
  const target = isAlias(node) ? targets.get(node) : undefined;
  return isScalar(target) ? target : node;
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

/** Where a text occurs for the nth time, or -1. */
function nthIndex(source: string, { text, nth }: { text: string; nth: number }): number {
  let index = source.indexOf(text);
  for (let i = 0; i < nth && index >= 0; i++) index = source.indexOf(text, index + text.length);
  return index;
}

interface Lookup {
  index: Index;
  aliases: AliasTargets;
}

type Index = (map: YAMLMap) => ReadonlyMap<string, Pair<Node, Node | null>>;

/** Indexes each mapping's keys once, since a mapping may have thousands of clusters. A merged key is found where it is written. */
function createIndex(targets: AliasTargets): Index {
  const known = new Map<YAMLMap, Map<string, Pair<Node, Node | null>>>();
  const index: Index = (map) => {
    let pairs = known.get(map);
    if (pairs) return pairs;
    pairs = new Map();
    known.set(map, pairs);
    const items = map.items as Pair<Node, Node | null>[];
    for (const pair of items)
      if (isScalar(pair.key) && !isMergePair(pair)) pairs.set(String(pair.key.value), pair);
    for (const merged of items.filter(isMergePair).flatMap((pair) => mergedMappings(pair, targets) ?? []))
      for (const [key, pair] of index(merged)) if (!pairs.has(key)) pairs.set(key, pair);
    return pairs;
  };
  return index;
}

/** Follows `path` from the root as far as it goes, through aliases. */
function descend(
  document: Document,
  { index, aliases }: Lookup,
  path: Path,
): { node: Node | undefined; key: Node | undefined; depth: number } {
  let node = document.contents ?? undefined;
  let key: Node | undefined;
  let depth = 0;
  for (const step of path) {
    const held = isAlias(node) ? aliases.get(node) : node;
    if (isMap(held)) {
      const pair = index(held).get(String(step));
      if (!pair) break;
      key = pair.key;
      node = pair.value ?? pair.key;
    } else if (isSeq(held) && typeof step === 'number' && held.items[step] !== undefined) {
      node = held.items[step] as Node;
      key = undefined;
    } else break;
    depth++;
  }
  return { node, key, depth };
}

function range(file: string, lines: LineCounter, start: number, end: number): Location {
  const from = lines.linePos(start);
  const to = lines.linePos(Math.max(start, end));
  return {
    file,
    line: Math.max(1, from.line),
    column: Math.max(1, from.col),
    endLine: Math.max(1, to.line),
    endColumn: Math.max(1, to.col),
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
