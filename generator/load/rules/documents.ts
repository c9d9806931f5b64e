import {
  type Document,
  isAlias,
  isScalar,
  LineCounter,
  type Node,
  parseAllDocuments,
  type Scalar,
} from 'yaml';
import type { Diagnostic, Location } from '../../diagnostics/diagnostic.ts';
import { MAX_FILE_SIZE } from '../document.ts';
import { encodingFault } from '../encoding.ts';
import { mergeConflict } from '../merge-conflict.ts';
import type { Locate, Path } from '../path.ts';
import { syntaxText } from '../syntax.ts';
import { scalarOffsets } from './scalar-offsets.ts';
import type { SourceText } from './types.ts';

/** One YAML document of a rule file. */
export interface RuleDocument {
  file: string;
  value: unknown;
  locate: Locate;
  /** The text at `path`, with the place of each of its parts. */
  text(path: Path, value: string): SourceText;
}

/** Values that aliases may expand to. */
const MAX_ALIASES = 10_000;

/** Reads the documents of a rule file. */
export function readRuleDocuments(
  file: string,
  source: string,
): { documents: RuleDocument[]; diagnostics: Diagnostic[] } {
  const start = { file, line: 1, column: 1 };
  if (source.length > MAX_FILE_SIZE)
    return failed({
      code: 'file-too-large',
      severity: 'error',
      message: `${file} is larger than ${MAX_FILE_SIZE / 1024 / 1024} MiB`,
      help: 'Split the file',
      at: start,
    });
  const encoding = encodingFault(file, source);
  if (encoding) return failed(encoding);
  const lines = new LineCounter();
  const written: Written = {
    file,
    source,
    place: (from, to) => {
      const [{ line, col }, end] = [lines.linePos(from), lines.linePos(to)];
      return { file, line, column: col, endLine: end.line, endColumn: end.col };
    },
  };
  const documents: RuleDocument[] = [];
  for (const parsed of parseAllDocuments(source, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
  })) {
    const fault = faultOf(parsed, written);
    if (fault) return failed(fault);
    let value: unknown;
    try {
      value = parsed.toJS({ maxAliasCount: MAX_ALIASES });
    } catch (cause) {
      return failed({
        code: 'yaml-alias-limit',
        severity: 'error',
        message: cause instanceof Error ? cause.message : String(cause),
        help: 'Write the values instead of the aliases',
        at: start,
      });
    }
    if (value !== null && value !== undefined) documents.push(documentOf(parsed, value, written));
  }
  return { documents, diagnostics: [] };
}

/** A file as it is written. */
interface Written {
  file: string;
  source: string;
  /** The place between two offsets. */
  place(from: number, to: number): Location;
}

function faultOf({ errors: [error] }: Document, { file, source, place }: Written): Diagnostic | undefined {
  if (!error) return undefined;
  const { range = error.pos, ...said } = syntaxText(error, source);
  return (
    mergeConflict(source, { file }) ?? {
      code: error.code === 'DUPLICATE_KEY' ? 'yaml-duplicate-key' : 'yaml-syntax',
      severity: 'error',
      ...said,
      at: place(...range),
    }
  );
}

function documentOf(parsed: Document, value: unknown, written: Written): RuleDocument {
  const { file, place } = written;
  const nodeAt = (path: Path): Node | undefined => {
    const node = parsed.getIn(path, true);
    return isAlias(node) ? node.resolve(parsed) : (node as Node | undefined);
  };
  const locate: Locate = (path, part = 'value') => {
    for (let depth = path.length; depth >= 0; depth -= 1) {
      const at = path.slice(0, depth);
      const range = (part === 'key' ? keyAt(parsed, at) : undefined)?.range ?? nodeAt(at)?.range;
      if (range) return place(range[0], range[1]);
    }
    return { file, line: 1, column: 1 };
  };
  const text: RuleDocument['text'] = (path, of) => {
    const node = nodeAt(path);
    const offsetsOf = isScalar(node) ? offsetsIn(node, of, written) : undefined;
    return {
      text: of,
      locate: (from = 0, to = of.length) => {
        const offsets = offsetsOf?.();
        return offsets ? place(offsets[from] ?? 0, offsets[to] ?? 0) : locate(path);
      },
    };
  };
  return { file, value, locate, text };
}

function failed(diagnostic: Diagnostic): { documents: RuleDocument[]; diagnostics: Diagnostic[] } {
  return { documents: [], diagnostics: [diagnostic] };
}

function keyAt(parsed: { getIn(path: Path, keep: true): unknown }, path: Path): Scalar | undefined {
  const key = path.at(-1);
  const parent = parsed.getIn(path.slice(0, -1), true);
  if (typeof parent !== 'object' || parent === null || !('items' in parent) || !Array.isArray(parent.items))
    return undefined;
  return parent.items
    .map((item: { key?: unknown }) => item.key)
    .find((one): one is Scalar => isScalar(one) && one.value === key);
}

/** The offsets of a scalar's text, computed when the first is needed. */
function offsetsIn(node: Scalar, text: string, { source }: Written): () => number[] | undefined {
  let offsets: number[] | undefined;
  return () => {
    if (!node.range) return undefined;
    const [, end] = node.range;
    const content = { start: contentStart(source, node), end, isEscaped: node.type === 'QUOTE_DOUBLE' };
    offsets ??= scalarOffsets(source, content, text);
    return offsets;
  };
}

/** After the quote or the header of a block. */
function contentStart(source: string, { range, type }: Scalar): number {
  const from = range?.[0] ?? 0;
  if (type === 'BLOCK_FOLDED' || type === 'BLOCK_LITERAL') {
    const end = source.indexOf('\n', from);
    return end < 0 ? from : end + 1;
  }
  return type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE' ? from + 1 : from;
}
