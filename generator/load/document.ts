import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
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
import { excessDiagnostic } from './excess.ts';
import { measure } from './measure.ts';

/** A step into a YAML value: a mapping key or a list index. */
export type Path = readonly (string | number)[];

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
  /** Where the value at `path`, or its nearest parent in this document, is written; `key` points at its key. */
  locate(path: Path, part?: 'key' | 'value'): Location;
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
  const lines = new LineCounter();
  const parsed = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    // The library compares each key with each; `duplicateKeys` takes one walk, however many clusters there are.
    uniqueKeys: false,
  });
  const at = (start: number, end = start): Location => range(file, lines, start, end);
  const diagnostics: Diagnostic[] = parsed.errors.map((error) => ({
    code: 'yaml-syntax',
    severity: 'error',
    message: messageOf(error),
    help: syntaxMend(error.code),
    at: at(error.pos[0], error.pos[1]),
  }));

  const { duplicates, targets, unresolved } = survey(parsed);
  for (const key of duplicates) diagnostics.push(duplicateKey(key, at));
  for (const alias of unresolved) diagnostics.push(unresolvedAlias(alias, at));
  const lookup = { index: createIndex(), aliases: targets };
  const locate: SourceDocument['locate'] = (path, part = 'value') => {
    const { node, key, depth } = descend(parsed, lookup, path);
    const missing = depth < path.length;
    const target = (part === 'key' || missing) && key ? key : (node ?? key);
    return at(target?.range?.[0] ?? 0, target?.range?.[1] ?? 0);
  };

  let value: unknown;
  if (diagnostics.length === 0) {
    // What an alias stands for is shared, not copied; `measure` limits what it would be written out.
    value = parsed.toJS({ maxAliasCount: -1 });
    const { excess } = measure(value);
    for (const fault of excess) diagnostics.push(excessDiagnostic(fault, locate));
    if (excess.length > 0) value = undefined;
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

/** What only the whole of a document tells. */
interface Survey {
  /** Keys that their mapping has had before. */
  duplicates: Scalar[];
  /** What each alias stands for. */
  targets: Map<Alias, Node>;
  unresolved: Alias[];
}

/** Looks at every node once, where the library's own `visit` and `Alias.resolve` take a walk for each question. */
function survey({ contents }: Document): Survey {
  const found: Survey = { duplicates: [], targets: new Map(), unresolved: [] };
  const anchors = new Map<string, Node>();
  const look = (node: unknown): void => {
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target) found.targets.set(node, target);
      else found.unresolved.push(node);
    } else if (isPair(node)) {
      look(node.key);
      look(node.value);
    } else if (isNode(node)) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
      if (isMap(node)) addDuplicates(node, found.duplicates);
      if (isCollection(node)) for (const item of node.items) look(item);
    }
  };
  look(contents);
  return found;
}

function addDuplicates({ items }: YAMLMap, duplicates: Scalar[]): void {
  const names = new Set<unknown>();
  for (const { key } of items) {
    if (!isScalar(key)) continue;
    if (names.has(key.value)) duplicates.push(key);
    names.add(key.value);
  }
}

function duplicateKey({ value, range }: Scalar, at: (start: number, end: number) => Location): Diagnostic {
  return {
    code: 'yaml-duplicate-key',
    severity: 'error',
    message: `the key ${String(value)} is a duplicate key in one mapping`,
    help: 'Keep one of the two keys',
    at: at(range?.[0] ?? 0, range?.[1] ?? 0),
  };
}

function unresolvedAlias({ source, range }: Alias, at: (start: number, end: number) => Location): Diagnostic {
  return {
    code: 'yaml-alias-limit',
    severity: 'error',
    message: `the alias *${source} stands for nothing`,
    help: `Define the anchor &${source} before it`,
    at: at(range?.[0] ?? 0, range?.[1] ?? 0),
  };
}

interface Lookup {
  index: Index;
  aliases: ReadonlyMap<Alias, Node>;
}

type Index = (map: YAMLMap) => ReadonlyMap<string, Pair<Node, Node | null>>;

/** Looks keys up without a walk over all of them, since a mapping may hold thousands of clusters. */
function createIndex(): Index {
  const known = new Map<YAMLMap, Map<string, Pair<Node, Node | null>>>();
  return (map) => {
    let pairs = known.get(map);
    if (!pairs) {
      pairs = new Map();
      for (const pair of map.items as Pair<Node, Node | null>[])
        if (isScalar(pair.key)) pairs.set(String(pair.key.value), pair);
      known.set(map, pairs);
    }
    return pairs;
  };
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
    message: `the file holds ${(text.length / 1024 / 1024).toFixed(1)} MiB, more than the ${MAX_FILE_SIZE / 1024 / 1024} MiB that one file may have`,
    help: 'Split the fleet over several files and name them under include',
    at: { file, line: 1, column: 1 },
  };
}

function messageOf({ code, message }: YAMLParseError): string {
  if (code === 'RESOURCE_EXHAUSTION') return 'the YAML is nested too deep to be read';
  return message.split('\n', 1)[0] ?? message;
}

function syntaxMend(code: string): string {
  switch (code) {
    case 'BAD_INDENT':
    case 'TAB_AS_INDENT':
      return 'Indent with spaces, the same number for all keys of one mapping';
    case 'MULTIPLE_DOCS':
      return 'Keep one document in the file, and name others under include';
    case 'RESOURCE_EXHAUSTION':
      return 'Write it with fewer levels';
    default:
      return 'Fix the YAML at this place';
  }
}
