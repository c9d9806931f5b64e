import type { Value } from '../value.ts';
import { findForbidden } from './characters.ts';
import { type Dialect, KYAML, SIGS_YAML, SIGS_YAML_STRICT } from './dialect.ts';
import { YamlError } from './error.ts';
import type { SourceListener } from './node.ts';
import { Parser } from './parser.ts';
import { unsupportedValue } from './problems.ts';
import { resolveFlux } from './scalar.ts';

/**
 * Reads one document as sigs.k8s.io/yaml does (YAMLToJSON on go-yaml v2): what Flux reads after
 * substitution, and how kustomize reads patches and kustomization files. Of several documents
 * the first counts; an empty stream is null.
 *
 * @throws YamlError for text that is not YAML or has no JSON form, and for nothing else
 */
export function readYaml(text: string): Value {
  return readFirst(text, SIGS_YAML) ?? null;
}

/**
 * Reads as {@link readYaml} does, and rejects what sigs.k8s.io/yaml's YAMLToJSONStrict does: a mapping that has a key twice.
 *
 * @throws YamlError as {@link readYaml}, and for a duplicate key
 */
export function readYamlStrict(text: string): Value {
  return readFirst(text, SIGS_YAML_STRICT) ?? null;
}

/**
 * Reads the documents of a resource file as kustomize 5.8 does (kyaml kio.ByteReader): split at `---`
 * lines, anchors expanded, `<<` merged, documents that are empty, null, `{}` or `[]` dropped.
 *
 * @param listener receives how the file is written, where its values do not show it
 * @throws YamlError as {@link readYaml}, and for a duplicate key or one that is not a string
 */
export function readDocuments(text: string, listener?: SourceListener): Value[] {
  const values: Value[] = [];
  for (const part of splitDocuments(text.replaceAll('\r\n', '\n'))) {
    const value = readPart(part, listener);
    if (value !== undefined && !isEmpty(value)) values.push(value);
  }
  return values;
}

/**
 * Type and value of a plain scalar under the rules of {@link readYaml}: `yes` is true, `0123` 83,
 * `1_000` 1000, `~` null, `2001-01-01` itself.
 *
 * @throws YamlError for `.inf` and `.nan`, which an object cannot contain
 */
export function resolveScalar(text: string): Value {
  const value = resolveFlux(text);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw unsupportedValue(value, { line: 0, column: 0 });
  }
  return value;
}

interface Part {
  text: string;
  /** The line of the file where it starts, from 0. */
  line: number;
}

/** A line that starts with `---` separates, in any context (kyaml byteio_reader.go). */
function splitDocuments(text: string): Part[] {
  const parts: Part[] = [];
  let start = 0;
  let line = 0;
  for (let found = text.indexOf('\n---'); found >= 0; found = text.indexOf('\n---', start)) {
    const end = text.indexOf('\n', found + 1);
    if (end < 0) break;
    const rest = text.slice(found + 4, end).trim();
    const separatorLine = line + countBreaks(text, start, found) + 1;
    if (rest !== '' && !rest.startsWith('#')) {
      const separator = text.slice(found, end).trim();
      const reason = `invalid document separator: ${separator}`;
      throw new YamlError(reason, { line: separatorLine, column: 0 }, reason);
    }
    parts.push({ text: text.slice(start, found + 1), line });
    start = end + 1;
    line = separatorLine + 1;
  }
  parts.push({ text: text.slice(start), line });
  return parts;
}

function countBreaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

function readPart(part: Part, listener?: SourceListener): Value | undefined {
  try {
    return readFirst(part.text, KYAML, listener);
  } catch (error) {
    if (!(error instanceof YamlError) || part.line === 0) throw error;
    const at = { line: error.line - 1 + part.line, column: error.column - 1 };
    throw new YamlError(error.reason, at, error.message);
  }
}

function readFirst(text: string, dialect: Dialect, listener?: SourceListener): Value | undefined {
  const plain = text.startsWith('\ufeff') ? text.slice(1) : text;
  const forbidden = findForbidden(plain);
  if (forbidden >= 0) {
    const before = plain.slice(0, forbidden);
    const lineStart = before.lastIndexOf('\n') + 1;
    const at = { line: countBreaks(before, 0, forbidden), column: forbidden - lineStart };
    throw new YamlError('control characters are not allowed', at);
  }
  return new Parser(plain, dialect, listener).document();
}

function isEmpty(value: Value): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}
